package org.wardround.publish;

import org.wardround.core.identity.Sha256;
import org.wardround.core.study.Study;
import org.wardround.study.file.StudyFile;

/**
 * A study with the text that stands for it.
 *
 * @param hash of the text
 * @param text bytes in UTF-8; shared: do not write
 */
public record StudyAsRun(Study study, Sha256 hash, byte[] text) {
    public static StudyAsRun of(StudyFile file) {
        return new StudyAsRun(file.study(), file.hash(), file.bytes());
    }
}

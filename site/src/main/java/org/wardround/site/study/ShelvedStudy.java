package org.wardround.site.study;

import org.wardround.core.identity.Sha256;
import org.wardround.core.trust.Roster;
import org.wardround.study.file.StudyFile;

/**
 * A study that was offered to this site.
 *
 * @param hash of the study with all that belongs to it
 * @param author who signed it, as the roster of then named them
 */
public record ShelvedStudy(Sha256 hash, StudyFile file, Roster.Person author) {
    /** Shows its name. */
    @Override
    public String toString() {
        return "ShelvedStudy[%s]".formatted(file.study().name());
    }
}

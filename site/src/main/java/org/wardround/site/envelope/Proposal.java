package org.wardround.site.envelope;

import java.time.LocalDate;
import java.util.List;
import org.wardround.core.identity.SiteId;
import org.wardround.study.file.StudyFile;

/**
 * A run that is asked for, to be held against an envelope.
 *
 * @param author who signed the study, by the name in the roster
 * @param peers the other sites of the run
 * @param run which of the envelope's runs this would be, from 1
 * @param day on which it would begin
 */
public record Proposal(StudyFile study, String author, List<SiteId> peers, int run, LocalDate day) {
    public Proposal {
        peers = peers.stream().distinct().sorted().toList();
        if (run < 1) {
            throw new IllegalArgumentException("runs count from 1, got " + run);
        }
    }
}

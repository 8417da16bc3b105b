package org.wardround.site.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.site.dossier.Setting;
import org.wardround.study.file.StudyFile;

/**
 * A run that this site is asked to join.
 *
 * @param run the coordinator's name of it
 * @param study whose author's signature was checked
 * @param hash of the study with all that belongs to it
 * @param setting author, accepted roster, this site
 * @param peers the other sites of the run
 * @param time now
 * @param day the same in local time
 */
public record RunRequest(
        String run, StudyFile study, Sha256 hash, Setting setting, List<SiteId> peers, Instant time, LocalDate day) {
    public RunRequest {
        peers = peers.stream().distinct().sorted().toList();
    }
}

package org.wardround.site.policy;

import java.time.LocalDateTime;
import java.util.List;
import org.wardround.core.identity.SiteId;

/**
 * The circumstances in which something is asked.
 *
 * @param patients in the study's cohort here
 * @param peers the other sites of the run
 * @param time local
 * @param counts how often was asked
 * @param isolated whether network and keys were seen to be taken away from the worker
 */
public record Moment(PatientCount patients, List<SiteId> peers, LocalDateTime time, Counts counts, boolean isolated) {
    public Moment {
        peers = peers.stream().distinct().sorted().toList();
    }

    /**
     * How often was asked, what is asked now included.
     *
     * @param runs of this study, from 1
     * @param tasksToday of all studies on this day, from 0
     */
    public record Counts(int runs, int tasksToday) {
        public Counts {
            if (runs < 1 || tasksToday < 0) {
                throw new IllegalArgumentException(
                        "runs count from 1 and tasks from 0, got %d and %d".formatted(runs, tasksToday));
            }
        }
    }
}

package org.wardround.site.policy;

import java.time.Duration;
import org.wardround.site.ledger.Caps;

/**
 * How much may be asked, and what a task may use. 0 everywhere means that the policy does not say, so that nothing is allowed.
 *
 * @param runs of one study
 * @param roundsPerRun rounds of training, or steps of a fit, that a study may ask for
 * @param tasksPerDay of all studies on one day, local time
 * @param caps of what all studies together may be charged with, for as long as the site has its folder; none where the policy does not say
 * @param worker what a task may use
 */
public record Limits(int runs, int roundsPerRun, int tasksPerDay, Caps caps, Worker worker) {
    public static final Limits NONE = new Limits(0, 0, 0, new Worker(0, 0, Duration.ZERO));

    /**
     * What a task may use.
     *
     * @param memoryBytes of its process
     * @param processors how many
     * @param taskTime for one task
     */
    public record Worker(long memoryBytes, int processors, Duration taskTime) {
        public Worker {
            if (memoryBytes < 0 || processors < 0 || taskTime.isNegative()) {
                throw new IllegalArgumentException("limits of a worker are above 0, got %d bytes, %d processors, %s"
                        .formatted(memoryBytes, processors, taskTime));
            }
        }
    }

    /** Whatever it costs. */
    public Limits(int runs, int roundsPerRun, int tasksPerDay, Worker worker) {
        this(runs, roundsPerRun, tasksPerDay, Caps.NONE, worker);
    }

    public Limits {
        if (runs < 0 || roundsPerRun < 0 || tasksPerDay < 0) {
            throw new IllegalArgumentException(
                    "limits are above 0, got %d runs, %d rounds, %d tasks".formatted(runs, roundsPerRun, tasksPerDay));
        }
    }
}

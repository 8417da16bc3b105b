package org.wardround.site.policy;

import java.util.List;
import org.wardround.core.task.TaskKind;

/**
 * What a site allows. Whatever is empty, 0 or {@code no} is not allowed; so is every key that the file does not have. Immutable.
 *
 * @param authors whose studies may be asked, by the names in the roster
 * @param purposes for what
 * @param tasks what may be asked
 * @param releases what may leave
 * @param minimumPatients with fewer in the cohort nothing is answered; 0: not said, so never
 * @param peers who else must take part
 * @param hours when answers are worked out
 * @param limits how much may be asked
 * @param approvers how many different people must approve, 1 or 2; 0: not said, so no approval counts
 * @param forgetAfterDays after so many days since the end of its last run a study is forgotten; 0: only where a person asks for it
 * @param worker how the program that reads patients' data is started
 */
public record Policy(
        Listed authors,
        Listed purposes,
        List<TaskKind> tasks,
        Releases releases,
        int minimumPatients,
        PeerRule peers,
        Hours hours,
        Limits limits,
        int approvers,
        int forgetAfterDays,
        WorkerRule worker) {
    private static final int MOST_APPROVERS = 2;

    /** The policy of a site that has none. */
    public static final Policy DENY_ALL = new Policy(
            Listed.NONE,
            Listed.NONE,
            List.of(),
            Releases.NONE,
            0,
            PeerRule.NEVER,
            Hours.NEVER,
            Limits.NONE,
            0,
            0,
            WorkerRule.USUAL);

    public Policy {
        tasks = tasks.stream().distinct().sorted().toList();
        if (minimumPatients < 0) {
            throw new IllegalArgumentException("minimumPatients must be at least 1, got " + minimumPatients);
        }
        if (approvers < 0 || approvers > MOST_APPROVERS) {
            throw new IllegalArgumentException("approvers must be 1 or 2, got " + approvers);
        }
        if (forgetAfterDays < 0) {
            throw new IllegalArgumentException("forgetAfterDays must be at least 1, got " + forgetAfterDays);
        }
    }
}

package org.wardround.publish.counts;

import org.wardround.core.study.DataDictionary;
import org.wardround.inference.statistics.CountRule;
import org.wardround.privacy.disclosure.SmallCellRule;

/** What a site's policy says of its counts in a Table 1. */
public sealed interface CountMode {
    CountMode SHOWN = new Shown();
    CountMode OWN_THRESHOLD = new OwnThreshold();

    /** They enter the sum as they are. */
    record Shown() implements CountMode {}

    /** Its own counts of 1 to 10, and those from which they would follow, enter as 0 with a mark. */
    record OwnThreshold() implements CountMode {}

    /**
     * Each enters with noise.
     *
     * @param epsilon that one table may cost a patient at most
     * @param delta from 1e-10 to below 1
     */
    record Noised(double epsilon, double delta) implements CountMode {
        private static final double LEAST_DELTA = 1e-10;

        public Noised {
            if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("epsilon is more than 0, got " + epsilon);
            }
            if (!(delta >= LEAST_DELTA && delta < 1)) {
                throw new IllegalArgumentException("delta is from 1e-10 to below 1, got " + delta);
            }
        }
    }

    /** How a site gives the counts of a study's patients. */
    default CountRule rule(DataDictionary dictionary) {
        if (this instanceof Noised noised) {
            return new NoisedRule(NoisedRule.noise(noised, dictionary));
        }
        return this instanceof OwnThreshold ? new OwnThresholdRule(SmallCellRule.DEFAULT) : CountRule.SHOWN;
    }

    /** As a policy writes it. */
    default String word() {
        return this instanceof Noised ? "noised" : this instanceof OwnThreshold ? "own-threshold" : "shown";
    }
}

package org.wardround.core.study;

/** How the probability from which on a patient counts as positive is chosen; never on test rows. */
public sealed interface ThresholdRule {
    /** The given probability, above 0 and below 1. */
    record Value(double probability) implements ThresholdRule {
        public Value {
            if (!(probability > 0 && probability < 1)) {
                throw new IllegalArgumentException("a threshold must be above 0 and below 1, got " + probability);
            }
        }
    }

    /** The highest threshold whose sensitivity on validation rows is at least this. */
    record Sensitivity(double atLeast) implements ThresholdRule {
        public Sensitivity {
            if (!(atLeast > 0 && atLeast < 1)) {
                throw new IllegalArgumentException("a sensitivity must be above 0 and below 1, got " + atLeast);
            }
        }
    }

    /** The threshold with the largest sensitivity + specificity on validation rows (Youden 1950). */
    record Youden() implements ThresholdRule {}
}

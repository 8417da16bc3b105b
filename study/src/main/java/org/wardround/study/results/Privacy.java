package org.wardround.study.results;

/**
 * What protected the sums of the run.
 *
 * @param differentialPrivacy {@link DifferentialPrivacy#NONE} where no guarantee is given
 * @param statement in words, with the limits of what is promised
 */
public record Privacy(boolean secureAggregation, DifferentialPrivacy differentialPrivacy, String statement) {
    /** The guarantee for one patient. */
    public record DifferentialPrivacy(double epsilon, double delta) {
        public static final DifferentialPrivacy NONE = new DifferentialPrivacy(Double.NaN, Double.NaN);

        public boolean isNone() {
            return Double.isNaN(epsilon);
        }
    }
}

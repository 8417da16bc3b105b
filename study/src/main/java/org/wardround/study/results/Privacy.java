package org.wardround.study.results;

import java.util.List;

/**
 * What protected the sums of the run.
 *
 * @param differentialPrivacy {@link DifferentialPrivacy#NONE} where no guarantee is given
 * @param statement in words, with the limits of what is promised
 */
public record Privacy(boolean secureAggregation, DifferentialPrivacy differentialPrivacy, String statement) {
    /** What the rule on small counts does not reach, where a study asks for {@linkplain ModelResult#EXACT exact} moments. */
    public static final String EXACT_MOMENTS =
            "The model’s file holds means and deviations of the training rows at full precision, because the study asks for that. From these, whoever gets the model can work out counts of training rows, small ones too: of a code, or of missing values. The rule on small counts holds for tables and figures and not for that file. An exact regression is also not refused where one to ten patients decide about a term: their mean outcome can follow from the estimates";

    /** How it reaches the model's file otherwise. */
    public static final String ROUNDED_MOMENTS =
            "Means and deviations of the training rows, and what stands in for missing values, are rounded in the model’s file, so that no number of one to ten patients follows from them";

    /**
     * The guarantee for one patient at one site.
     *
     * @param accountant who counted, in words
     * @param mechanism what was counted: the noise and how often it was added
     * @param holdsWhile what the guarantee takes for granted of other sites; empty where it leans on none
     * @param notBounded what else left the sites, without noise; no ε holds for it
     */
    public record DifferentialPrivacy(
            double epsilon,
            double delta,
            String accountant,
            String mechanism,
            String holdsWhile,
            List<String> notBounded) {
        public static final DifferentialPrivacy NONE =
                new DifferentialPrivacy(Double.NaN, Double.NaN, "", "", "", List.of());

        public DifferentialPrivacy {
            notBounded = List.copyOf(notBounded);
        }

        /** The condition as a part of a sentence, with a comma before it; empty where there is none. */
        public String condition() {
            return holdsWhile.isEmpty() ? "" : ", while " + holdsWhile;
        }

        public boolean isNone() {
            return Double.isNaN(epsilon);
        }
    }
}

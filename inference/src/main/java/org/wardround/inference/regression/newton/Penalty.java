package org.wardround.inference.regression.newton;

/** What is subtracted from the log-likelihood. */
public sealed interface Penalty {
    record None() implements Penalty {}

    /**
     * {@code ½·λ·‖w‖²} over all coefficients but the intercept, on the scale of the dataset's columns.
     *
     * @param lambda λ above 0
     */
    record Ridge(double lambda) implements Penalty {
        public Ridge {
            if (!(lambda > 0 && Double.isFinite(lambda))) {
                throw new IllegalArgumentException("lambda must be above 0, got " + lambda);
            }
        }
    }

    /** Half the log determinant of the information is added (Firth 1993, Biometrika 80:27): finite estimates also under separation. */
    record Firth() implements Penalty {}
}

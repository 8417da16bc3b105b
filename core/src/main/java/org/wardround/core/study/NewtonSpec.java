package org.wardround.core.study;

/**
 * How the exact optimum of a regression is found: Newton steps from sums of gradients and Hessians.
 *
 * @param ties how events at one time share the risk set; of Cox models only
 * @param tolerance converged when the next step is shorter than so many standard errors, above 0 and below 1
 * @param rounds the most Newton steps
 * @param quorum sites that must take part, at least 1; a sum over all rows is asked once and of all of them
 */
public record NewtonSpec(Penalty penalty, Ties ties, double tolerance, int rounds, int quorum) {
    public static final double USUAL_TOLERANCE = 1e-10;

    public NewtonSpec {
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException("tolerance must be above 0 and below 1, got " + tolerance);
        }
        if (rounds < 1 || quorum < 1) {
            throw new IllegalArgumentException(
                    "rounds and quorum must be at least 1, got %d and %d".formatted(rounds, quorum));
        }
    }

    /** What is taken off the log-likelihood. */
    public sealed interface Penalty {
        /** Nothing: maximum likelihood. */
        record None() implements Penalty {}

        /** Half the logarithm of the information's determinant is added: finite estimates under separation (Firth 1993). */
        record Firth() implements Penalty {}

        /** ½λ‖w‖² on the scale that {@code data.standardise} says, the intercept free. */
        record Ridge(double lambda) implements Penalty {
            public Ridge {
                if (!(lambda > 0 && Double.isFinite(lambda))) {
                    throw new IllegalArgumentException("ridge must be above 0, got " + lambda);
                }
            }
        }
    }

    /** How events at one time share a risk set. */
    public enum Ties {
        EFRON("efron"),
        BRESLOW("breslow");

        private final String yamlName;

        Ties(String yamlName) {
            this.yamlName = yamlName;
        }

        /** The name in study files. */
        public String yamlName() {
            return yamlName;
        }
    }
}

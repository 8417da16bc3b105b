package org.wardround.inference.compare;

import java.util.Locale;

/**
 * What can be said about the federated model at one hospital.
 *
 * @param adjustedP p after correction for all that is asked; 1 where there is no comparison
 * @param sentence the verdict with its interval in plain words
 */
public record Verdict(Kind kind, Comparison comparison, double adjustedP, String sentence) {
    /** The four verdicts. */
    public enum Kind {
        BETTER,
        WORSE,
        /** The whole interval lies inside the margin. */
        EQUIVALENT,
        CANNOT_TELL;

        /** As in results: {@code cannot tell}. */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}

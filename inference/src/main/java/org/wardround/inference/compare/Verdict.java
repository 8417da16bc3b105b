package org.wardround.inference.compare;

import java.util.Locale;

/**
 * What can be said about the federated model at one hospital.
 *
 * @param adjustedP p after correction for all that is asked; NaN where nothing was tested, because there is no comparison or none to be trusted
 * @param sentence the verdict with its interval in plain words
 */
public record Verdict(Kind kind, Comparison comparison, double adjustedP, String sentence) {
    /** Whether the hospital was asked at all; the others do not count in the correction. */
    public boolean isTested() {
        return !Double.isNaN(adjustedP);
    }

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

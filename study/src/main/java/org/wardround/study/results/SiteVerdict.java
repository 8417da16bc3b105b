package org.wardround.study.results;

import org.wardround.core.study.Metric;

/**
 * Whether federating helped one site, on the primary metric.
 *
 * @param difference federated minus the site's own model; whether more is better is the metric's matter
 * @param adjustedP p doubled, then Holm-corrected over the tested sites, or in a hospital's own results multiplied by their number; NaN where nothing was tested
 * @param n test rows, which may be suppressed
 * @param sentence the verdict in words
 */
public record SiteVerdict(
        Verdict verdict, Metric metric, Difference difference, double adjustedP, Count n, String sentence) {
    /** With a number of test rows that is shown. */
    public SiteVerdict(
            Verdict verdict, Metric metric, Difference difference, double adjustedP, int n, String sentence) {
        this(verdict, metric, difference, adjustedP, Count.of(n), sentence);
    }

    /** The four answers. */
    public enum Verdict {
        BETTER("better"),
        WORSE("worse"),
        /** The paired interval lies inside the margin. */
        EQUIVALENT("equivalent"),
        CANNOT_TELL("cannot tell");

        private final String jsonName;

        Verdict(String jsonName) {
            this.jsonName = jsonName;
        }

        public String jsonName() {
            return jsonName;
        }
    }
}

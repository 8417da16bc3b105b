package org.wardround.study.results;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A published correlation of two quantities, Pearson's, over the patients with both at all sites together.
 *
 * @param suppressed whether too few patients have both
 * @param coefficient −1 to 1, rounded; NaN where it is suppressed, and where one of the two does not vary among these patients
 */
public record Correlation(String first, String second, boolean suppressed, double coefficient) {
    /** The usual name of the file with all of a study. */
    public static final String CSV = "correlations.csv";

    public Correlation {
        if (suppressed && !Double.isNaN(coefficient)) {
            throw new IllegalArgumentException(
                    "the suppressed correlation of '%s' and '%s' has no number".formatted(first, second));
        }
    }

    /** RFC 4180: a row for each pair; only the header where there are no two quantities. */
    public static String csv(List<Correlation> correlations) {
        CsvText csv = new CsvText("variable_a", "variable_b", "r");
        for (Correlation one : correlations) {
            csv.row(one.first, one.second, one.suppressed ? Count.WORD : one.coefficient);
        }
        return new String(csv.toBytes(), StandardCharsets.UTF_8);
    }
}

package org.wardround.study.results;

import java.util.Map;

/** One variable over the cohort of one site. */
public sealed interface VariableSummary {
    /** Share of rows without a value, 0 to 1. */
    double missing();

    /**
     * A quantity; in the variable's unit.
     *
     * @param sd sample standard deviation; NaN where fewer than two rows have a value
     */
    record Quantity(double missing, double mean, double sd) implements VariableSummary {}

    /**
     * Codes.
     *
     * @param shares of each level among rows with a value, in the order of the dictionary
     */
    record Codes(double missing, Map<String, Double> shares) implements VariableSummary {
        public Codes {
            shares = Ordered.kept(shares);
        }
    }
}

package org.wardround.study.results;

import java.util.Map;

/** One variable over the cohort of one site. */
public sealed interface VariableSummary {
    /** Share of patients without a value, 0 to 1; NaN where their number is suppressed. */
    double missing();

    /**
     * A quantity; in the variable's unit.
     *
     * @param mean NaN where nobody has a value, and where it is suppressed
     * @param sd sample standard deviation; NaN where fewer than two patients have a value, and where it is suppressed
     */
    record Quantity(double missing, double mean, double sd) implements VariableSummary {}

    /**
     * Codes.
     *
     * @param shares of each level among patients with a value, in the order of the dictionary; NaN where one of the two numbers is suppressed
     */
    record Codes(double missing, Map<String, Double> shares) implements VariableSummary {
        public Codes {
            shares = Ordered.kept(shares);
        }
    }
}

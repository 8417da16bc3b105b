package org.wardround.core.study;

/** What happens to a row whose value of a variable is missing. */
public enum MissingPolicy {
    /** The row leaves the cohort and is counted. */
    DROP("drop"),
    /** The federated mean (quantities) or mode (codes) stands in: single imputation, and labelled so. */
    IMPUTE("impute"),
    /** As {@link #IMPUTE}, and a further column says that the value was missing. */
    INDICATOR("indicator");

    private final String yamlName;

    MissingPolicy(String yamlName) {
        this.yamlName = yamlName;
    }

    public String yamlName() {
        return yamlName;
    }
}

package org.wardround.core.study;

/** How features are centred and scaled (sample standard deviation, training rows). All columns of the model are, codes too. */
public enum Standardisation {
    /** Means and standard deviations over all sites' training rows, from sums. */
    FEDERATED("federated"),
    /** Each site by its own training rows: the model then needs the site's numbers to be applied. */
    SITE("site"),
    NONE("none");

    private final String yamlName;

    Standardisation(String yamlName) {
        this.yamlName = yamlName;
    }

    public String yamlName() {
        return yamlName;
    }
}

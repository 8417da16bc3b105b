package org.wardround.core.study;

/** The models that the federated one is held against. */
public enum Comparator {
    /** Each site's own model, trained on its rows alone. */
    LOCAL("local"),
    /** One model trained on all rows together; a simulation only. */
    POOLED("pooled"),
    /** For each site, the federated model of the others (internal–external cross-validation). */
    LEAVE_ONE_SITE_OUT("leaveOneSiteOut");

    private final String yamlName;

    Comparator(String yamlName) {
        this.yamlName = yamlName;
    }

    public String yamlName() {
        return yamlName;
    }
}

package org.wardround.study.results;

/** Where the sites were. */
public enum RunKind {
    /** All sites' rows in one process. */
    SIMULATION("simulation"),
    /** Real sites, each with its own rows. */
    FEDERATION("federation");

    private final String jsonName;

    RunKind(String jsonName) {
        this.jsonName = jsonName;
    }

    public String jsonName() {
        return jsonName;
    }
}

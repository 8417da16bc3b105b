package org.wardround.study.results;

/** Where the sites were. */
public enum RunKind {
    /** All sites' rows in one process. */
    SIMULATION("simulation"),
    /** Real sites, each with its own rows. */
    FEDERATION("federation"),
    /** One real site's own view of a federation, kept there: everybody's sums, and its own figures whole. */
    HOSPITAL("hospital");

    private final String jsonName;

    RunKind(String jsonName) {
        this.jsonName = jsonName;
    }

    public String jsonName() {
        return jsonName;
    }
}

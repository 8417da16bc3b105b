package org.wardround.core.task;

/** What kind of thing a site is asked to let go. The kinds are different types on their whole way: none can take another's place. */
public enum ReleaseKind {
    /** A vector that is only ever added to the other sites'; may go under masks. */
    SUM("sum"),
    /** One site's update, which whoever aggregates reads by itself (median, Krum, bounded mean); never under masks. */
    PER_SITE_UPDATE("perSiteUpdate"),
    /** A published number about one site: a metric, an estimate, a table. */
    SITE_FIGURE("siteFigure");

    private final String jsonName;

    ReleaseKind(String jsonName) {
        this.jsonName = jsonName;
    }

    /** As results and audit lines write it. */
    public String jsonName() {
        return jsonName;
    }
}

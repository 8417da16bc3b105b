package org.wardround.publish.table;

import org.wardround.core.dataset.Flow;
import org.wardround.core.dataset.Table;

/** What became of a site's rows, and the table of those in its cohort. Not cleared for anybody. */
public record SiteFlow(Flow flow, Table table) {
    @Override
    public String toString() {
        return "SiteFlow";
    }
}

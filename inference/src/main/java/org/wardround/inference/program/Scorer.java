package org.wardround.inference.program;

import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.inference.evaluate.ScoredRows;

/** What a model says about the rows on a side of a site's table. Asked for sites whose tables are at hand. */
@FunctionalInterface
public interface Scorer {
    ScoredRows score(SiteId site, Table table, Side side);
}

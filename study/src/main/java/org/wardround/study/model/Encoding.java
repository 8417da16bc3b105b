package org.wardround.study.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.Preprocessing;

/** How records become rows of the model matrix. */
public sealed interface Encoding {
    /** The columns, the same at every site. */
    List<FeatureColumn> columns();

    /** One set of numbers for all sites. */
    record Common(Preprocessing preprocessing) implements Encoding {
        @Override
        public List<FeatureColumn> columns() {
            return preprocessing.columns();
        }
    }

    /** Each site's own numbers: the model can be applied only where they are known. */
    record PerSite(SortedMap<SiteId, Preprocessing> sites) implements Encoding {
        public PerSite {
            sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
            if (sites.isEmpty()) {
                throw new IllegalArgumentException("an encoding by site needs at least one site");
            }
            if (sites.values().stream().map(Preprocessing::columns).distinct().count() > 1) {
                throw new IllegalArgumentException("all sites of an encoding have the same columns");
            }
        }

        @Override
        public List<FeatureColumn> columns() {
            return sites.values().iterator().next().columns();
        }
    }
}

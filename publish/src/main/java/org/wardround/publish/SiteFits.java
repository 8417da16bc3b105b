package org.wardround.publish;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.inference.regression.meta.MetaAnalysis;

/**
 * What sites' own fits of the same regression gave.
 *
 * @param coefficients by column, for those that two sites or more could estimate
 * @param failures sites without a fit of their own, with the reason
 */
public record SiteFits(Map<String, MetaAnalysis> coefficients, SortedMap<SiteId, String> failures) {
    /** Nobody was asked for one. */
    public static final SiteFits NONE = new SiteFits(Map.of(), new TreeMap<>());

    public SiteFits {
        failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
    }
}

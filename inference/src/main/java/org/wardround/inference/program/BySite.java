package org.wardround.inference.program;

import java.util.SortedMap;
import org.wardround.core.identity.SiteId;

/** Looks up what every site of a run must have. */
public final class BySite {
    private BySite() {}

    public static <T> T get(SortedMap<SiteId, T> map, SiteId site) {
        T value = map.get(site);
        if (value == null) {
            throw new IllegalStateException("nothing is known of site '%s'".formatted(site));
        }
        return value;
    }
}

package org.wardround.core.aggregate;

import org.wardround.core.identity.SiteId;
import org.wardround.core.vector.Vector;

/**
 * One site's change of the model, in the clear.
 *
 * @param rows how many training rows the site says it has, above 0; a claim
 * @param change one finite value for each parameter
 */
public record SiteChange(SiteId site, double rows, Vector change) {
    public SiteChange {
        if (!(rows > 0 && Double.isFinite(rows))) {
            throw new IllegalArgumentException("rows must be above 0, got " + rows);
        }
    }

    /** Shows whose it is, never values. */
    @Override
    public String toString() {
        return "SiteChange[%s, %d values]".formatted(site, change.length());
    }
}

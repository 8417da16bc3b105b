package org.wardround.inference.regression.meta;

/**
 * One site's own estimate of one coefficient: a site figure.
 *
 * @param standardError above 0
 */
public record SiteEstimate(String site, double estimate, double standardError) {
    public SiteEstimate {
        if (!(Double.isFinite(estimate) && standardError > 0 && Double.isFinite(standardError))) {
            throw new IllegalArgumentException(
                    "an estimate needs a standard error above 0, site '%s' gave %s".formatted(site, standardError));
        }
    }
}

package org.wardround.site.policy;

import org.wardround.core.task.ReleaseKind;

/**
 * What kinds of thing may leave.
 *
 * @param plainSum vectors that are only added, without masks
 * @param perSiteUpdate this site's change of the model, read by itself
 * @param siteFigure published numbers about this site alone
 */
public record Releases(boolean plainSum, boolean perSiteUpdate, boolean siteFigure) {
    public static final Releases NONE = new Releases(false, false, false);

    public boolean allows(ReleaseKind kind) {
        return switch (kind) {
            case SUM -> plainSum;
            case PER_SITE_UPDATE -> perSiteUpdate;
            case SITE_FIGURE -> siteFigure;
        };
    }
}

package org.wardround.site.policy;

import org.wardround.core.task.ReleaseKind;

/**
 * What kinds of thing may leave.
 *
 * @param sum vectors that are only added to the other sites'
 * @param perSiteUpdate this site's change of the model, read by itself
 * @param siteFigure published numbers about this site alone
 * @param finalModel answers to what is asked about the model when its training is over
 * @param exactMoments models whose file tells means and deviations of training rows at full precision
 */
public record Releases(
        SumRule sum, boolean perSiteUpdate, FigureRule siteFigure, ModelRule finalModel, boolean exactMoments) {
    public static final Releases NONE = new Releases(SumRule.NO, false, FigureRule.NO, ModelRule.YES, false);

    /** How vectors that are added may leave. */
    public enum SumRule {
        NO,
        /** Only under masks, so that nobody sees this site's vector. */
        MASKED,
        /** Also in the clear, so that the coordinator sees it. */
        PLAIN
    }

    /** How published numbers about this site alone may leave. */
    public enum FigureRule {
        /** They are never made. */
        NO,
        /** They wait in the outbox until a person releases them. */
        ASK,
        /** They leave by themselves. */
        YES
    }

    /** How answers about the finished model may leave. */
    public enum ModelRule {
        /** As any other answer. */
        YES,
        /** They wait until a person releases or refuses them. */
        ASK
    }

    /** Whether such a thing may leave; {@code masked} says of a sum whether it would be under masks. */
    public boolean allows(ReleaseKind kind, boolean masked) {
        return switch (kind) {
            case SUM -> sum == SumRule.PLAIN || (masked && sum == SumRule.MASKED);
            case PER_SITE_UPDATE -> perSiteUpdate;
            case SITE_FIGURE -> siteFigure != FigureRule.NO;
        };
    }
}

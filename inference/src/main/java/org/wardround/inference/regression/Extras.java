package org.wardround.inference.regression;

import org.jspecify.annotations.Nullable;
import org.wardround.inference.regression.cox.TimeGrid;

/**
 * What is worked out beside the fit, each for passes of its own.
 *
 * @param robust standard errors clustered by patient; not for the mixed model
 * @param eachTerm likelihood-ratio tests of dropping each term: a refit for each, all in the same passes
 * @param proportionalHazards the test of proportional hazards; Cox only
 * @param baseline the grid of the baseline curve, or null for none; Cox only
 */
public record Extras(
        boolean robust,
        boolean eachTerm,
        boolean proportionalHazards,
        @Nullable TimeGrid baseline) {
    public static final Extras NONE = new Extras(false, false, false, null);
}

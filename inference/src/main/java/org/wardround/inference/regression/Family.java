package org.wardround.inference.regression;

import org.wardround.inference.regression.cox.Ties;
import org.wardround.inference.regression.glm.GlmFamily;

/** What is fitted. */
public sealed interface Family {
    /** A generalised linear model with an intercept. */
    record Glm(GlmFamily family) implements Family {}

    /** Proportional hazards, each site's rows being a stratum. */
    record Cox(Ties ties) implements Family {}

    /**
     * Linear, with an intercept and a random intercept per site.
     *
     * @param restricted by REML; false: by maximum likelihood
     */
    record RandomIntercept(boolean restricted) implements Family {}
}

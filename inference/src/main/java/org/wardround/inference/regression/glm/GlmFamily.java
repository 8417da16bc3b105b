package org.wardround.inference.regression.glm;

/** Exponential families with their canonical links. */
public enum GlmFamily {
    /** Identity link; the outcome is a number. */
    GAUSSIAN,
    /** Logit link; the outcome is 0 or 1. */
    BINOMIAL,
    /** Log link; the outcome is a count. */
    POISSON
}

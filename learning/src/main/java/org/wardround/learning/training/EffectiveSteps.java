package org.wardround.learning.training;

import org.wardround.core.study.LocalOptimizer;

/** How many plain steps a site's steps amount to. */
final class EffectiveSteps {
    private EffectiveSteps() {}

    /**
     * ‖a‖₁: the steps themselves, and with momentum ρ {@code (τ − ρ(1 − ρ^τ)/(1 − ρ))/(1 − ρ)}.
     *
     * @param steps τ, at least 1
     * @see <a href="https://arxiv.org/abs/2007.07481">Wang et al. 2020, section 4</a>
     */
    static double of(LocalOptimizer optimizer, int steps) {
        double momentum = optimizer instanceof LocalOptimizer.Sgd sgd ? sgd.momentum() : 0;
        double decayed = momentum * (1 - StrictMath.pow(momentum, steps)) / (1 - momentum);
        return (steps - decayed) / (1 - momentum);
    }
}

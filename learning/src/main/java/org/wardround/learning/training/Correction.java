package org.wardround.learning.training;

import org.jspecify.annotations.Nullable;

/**
 * What is added to each batch's gradient: weight decay λ·w, the proximal term μ·(w − x), the difference of control variates c − c_i. A part that is
 * absent costs nothing. Immutable once made; thread-safe.
 */
final class Correction {
    private final double @Nullable [] decay;
    private final double proximal;
    private final double[] start;
    private final double @Nullable [] shift;

    /**
     * @param decay for each parameter its λ; null: none
     * @param proximal μ; 0: none
     * @param start x, the received model
     * @param shift c − c_i; null: none
     */
    Correction(double @Nullable [] decay, double proximal, double[] start, double @Nullable [] shift) {
        this.decay = decay;
        this.proximal = proximal;
        this.start = start;
        this.shift = shift;
    }

    void addTo(double[] gradient, double[] parameters) {
        if (decay != null) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += decay[i] * parameters[i];
            }
        }
        if (proximal != 0) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += proximal * (parameters[i] - start[i]);
            }
        }
        if (shift != null) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += shift[i];
            }
        }
    }
}

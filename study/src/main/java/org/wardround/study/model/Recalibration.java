package org.wardround.study.model;

/** What corrects the model's linear predictor η: {@code intercept + slope·η}. Both finite. */
public record Recalibration(double intercept, double slope) {
    public Recalibration {
        if (!(Double.isFinite(intercept) && Double.isFinite(slope))) {
            throw new IllegalArgumentException(
                    "recalibration needs finite numbers, got %s and %s".formatted(intercept, slope));
        }
    }
}

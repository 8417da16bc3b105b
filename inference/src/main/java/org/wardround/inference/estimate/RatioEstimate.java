package org.wardround.inference.estimate;

/**
 * A ratio of two sums over independent units, Σa/Σb, with the variance of Cochran's ratio estimator:
 * {@code n/(n−1) · Σ(a − r·b)² / (Σb)²} (Cochran 1977, section 2.11).
 */
public record RatioEstimate(double n, double sumA, double sumB, double sumAA, double sumAB, double sumBB) {
    /** Σa/Σb; Σb must not be 0. */
    public double value() {
        return sumA / sumB;
    }

    /** Standard error; {@code n} must be above 1. */
    public double standardError() {
        double ratio = value();
        double squares = Math.max(0, sumAA - 2 * ratio * sumAB + ratio * ratio * sumBB);
        return StrictMath.sqrt(squares * n / (n - 1)) / Math.abs(sumB);
    }
}

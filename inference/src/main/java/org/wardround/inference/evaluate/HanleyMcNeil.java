package org.wardround.inference.evaluate;

/** A variance of the area under a ROC curve that needs no spread of placements, so it holds with a single row in a class. */
final class HanleyMcNeil {
    /** Below so many rows in a class, the spread of placements alone is too hopeful. */
    static final int FEW = 10;

    private HanleyMcNeil() {}

    /** Hanley and McNeil 1982, equation 2, with Q₁ = A/(2 − A) and Q₂ = 2A²/(1 + A). */
    static double variance(double area, double positives, double negatives) {
        double square = area * area;
        double q1 = area / (2 - area);
        double q2 = 2 * square / (1 + area);
        return (area * (1 - area) + (positives - 1) * (q1 - square) + (negatives - 1) * (q2 - square))
                / (positives * negatives);
    }
}

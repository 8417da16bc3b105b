package org.wardround.inference.statistics;

/** Pearson's correlation of every two quantities over the patients with both. Immutable. */
public final class Correlations {
    private final double[][] coefficients;
    private final long[][] patients;

    Correlations(double[][] coefficients, long[][] patients) {
        this.coefficients = coefficients;
        this.patients = patients;
    }

    /** From −1 to 1; NaN where one of the two does not vary among the patients with both. */
    public double coefficient(int first, int second) {
        return coefficients[first][second];
    }

    /** Patients in whom both are present. */
    public long patients(int first, int second) {
        return patients[first][second];
    }
}

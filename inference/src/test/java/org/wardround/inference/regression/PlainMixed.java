package org.wardround.inference.regression;

import java.util.List;

/** A random-intercept model at a given variance ratio, by the covariance matrix of all rows. */
final class PlainMixed {
    private final List<Rows> sites;
    private final boolean restricted;
    double[] standardErrors;
    double logLikelihood;

    PlainMixed(List<Rows> sites, boolean restricted) {
        this.sites = sites;
        this.restricted = restricted;
    }

    /** The fixed effects. */
    double[] at(double ratio) {
        Rows all = Moved.together(sites);
        int n = all.count();
        int size = all.features() + 1;
        double[][] covariance = covariance(all, ratio);
        double[][] inverse = Plain.inverse(covariance);
        double[][] x = new double[n][size];
        double[] y = new double[n];
        for (int row = 0; row < n; row++) {
            x[row][0] = 1;
            System.arraycopy(all.x()[row], 0, x[row], 1, size - 1);
            y[row] = all.y()[row] - all.offsets()[row];
        }
        double[][] products = new double[size][size];
        double[] cross = new double[size];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                Plain.addOuter(products, inverse[i][j], x[i], x[j]);
                for (int k = 0; k < size; k++) {
                    cross[k] += inverse[i][j] * x[i][k] * y[j];
                }
            }
        }
        double[] estimate = Plain.times(Plain.inverse(products), cross);
        double[] residuals = y.clone();
        for (int i = 0; i < n; i++) {
            residuals[i] -= Plain.dot(x[i], estimate);
        }
        double degrees = n - (restricted ? size : 0);
        double variance = Plain.dot(residuals, Plain.times(inverse, residuals)) / degrees;
        standardErrors = Plain.rootsOfDiagonal(Plain.inverse(products));
        for (int i = 0; i < size; i++) {
            standardErrors[i] *= Math.sqrt(variance);
        }
        double deviance = degrees * (Math.log(2 * Math.PI * variance) + 1) + logDeterminant(covariance);
        logLikelihood = -(deviance + (restricted ? logDeterminant(products) : 0)) / 2;
        return estimate;
    }

    private double[][] covariance(Rows all, double ratio) {
        double[][] covariance = new double[all.count()][all.count()];
        int start = 0;
        for (Rows site : sites) {
            for (int i = start; i < start + site.count(); i++) {
                for (int j = start; j < start + site.count(); j++) {
                    covariance[i][j] = ratio + (i == j ? 1 / all.weights()[i] : 0);
                }
            }
            start += site.count();
        }
        return covariance;
    }

    private static double logDeterminant(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
        }
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += Math.log(a[k][k]);
            for (int i = k + 1; i < n; i++) {
                double factor = a[i][k] / a[k][k];
                for (int j = k; j < n; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        return sum;
    }
}

package org.wardround.inference.regression;

import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.inference.regression.glm.GlmFamily;

/** A generalised linear model on pooled rows by textbook Newton, row by row, in doubles. */
final class PlainGlm {
    private final GlmFamily family;
    private final Rows rows;
    private final int size;
    final double[] estimate;
    double[][] covariance;
    double logLikelihood;

    PlainGlm(GlmFamily family, Rows rows) {
        this.family = family;
        this.rows = rows;
        this.size = rows.features() + 1;
        this.estimate = new double[size];
        for (int step = 0; step < 60; step++) {
            double[] change = Plain.times(Plain.inverse(information()), score());
            double length = 0;
            for (int i = 0; i < size; i++) {
                // A cautious step where the first ones would overshoot.
                estimate[i] += Math.max(-2, Math.min(2, change[i]));
                length = Math.max(length, Math.abs(change[i]));
            }
            if (length < 1e-14) {
                break;
            }
        }
        covariance = Plain.inverse(information());
        if (family == GlmFamily.GAUSSIAN) {
            double dispersion = residualSquares() / (rows.count() - size);
            for (double[] line : covariance) {
                for (int i = 0; i < size; i++) {
                    line[i] *= dispersion;
                }
            }
        }
    }

    private double[] line(int row) {
        double[] line = new double[size];
        line[0] = 1;
        System.arraycopy(rows.x()[row], 0, line, 1, size - 1);
        return line;
    }

    private double weight(int row) {
        return rows.weights().length == 0 ? 1 : rows.weights()[row];
    }

    private double mean(int row) {
        double predictor = Plain.dot(line(row), estimate) + (rows.offsets().length == 0 ? 0 : rows.offsets()[row]);
        return switch (family) {
            case GAUSSIAN -> predictor;
            case BINOMIAL -> 1 / (1 + Math.exp(-predictor));
            case POISSON -> Math.exp(predictor);
        };
    }

    private double variance(double mean) {
        return switch (family) {
            case GAUSSIAN -> 1;
            case BINOMIAL -> mean * (1 - mean);
            case POISSON -> mean;
        };
    }

    private double[] score() {
        double[] score = new double[size];
        for (int row = 0; row < rows.count(); row++) {
            double[] line = line(row);
            for (int i = 0; i < size; i++) {
                score[i] += weight(row) * (rows.y()[row] - mean(row)) * line[i];
            }
        }
        return score;
    }

    private double[][] information() {
        double[][] information = new double[size][size];
        for (int row = 0; row < rows.count(); row++) {
            Plain.addOuter(information, weight(row) * variance(mean(row)), line(row), line(row));
        }
        return information;
    }

    private double residualSquares() {
        double sum = 0;
        for (int row = 0; row < rows.count(); row++) {
            sum += weight(row) * (rows.y()[row] - mean(row)) * (rows.y()[row] - mean(row));
        }
        return sum;
    }

    double[] standardErrors() {
        return Plain.rootsOfDiagonal(covariance);
    }

    /** Clustered by patient. */
    double[] robustStandardErrors() {
        SortedMap<Integer, double[]> scores = new TreeMap<>();
        for (int row = 0; row < rows.count(); row++) {
            double[] sum = scores.computeIfAbsent(rows.patients()[row], patient -> new double[size]);
            double[] line = line(row);
            for (int i = 0; i < size; i++) {
                sum[i] += weight(row) * (rows.y()[row] - mean(row)) * line[i];
            }
        }
        double[][] middle = new double[size][size];
        scores.values().forEach(sum -> Plain.addOuter(middle, 1, sum, sum));
        double[][] bread = Plain.inverse(information());
        return Plain.rootsOfDiagonal(Plain.times(Plain.times(bread, middle), bread));
    }

    /** −2·log likelihood ratio of this to another fit of the same rows. */
    double kernel() {
        double sum = 0;
        for (int row = 0; row < rows.count(); row++) {
            double y = rows.y()[row];
            double mean = mean(row);
            sum += weight(row)
                    * switch (family) {
                        case GAUSSIAN -> -(y - mean) * (y - mean);
                        case BINOMIAL -> y == 1 ? Math.log(mean) : Math.log1p(-mean);
                        case POISSON -> y * Math.log(mean) - mean;
                    };
        }
        return sum;
    }
}

package org.wardround.inference.regression;

import java.util.stream.DoubleStream;

/** Logistic regression with Firth's penalty on pooled rows, by plain Fisher steps, as many as it takes. */
final class PlainFirth {
    final double[] estimate;
    double[] standardErrors = {};

    PlainFirth(Rows rows) {
        int size = rows.features() + 1;
        this.estimate = new double[size];
        for (int step = 0; step < 5000; step++) {
            double[] change = step(rows, size);
            for (int i = 0; i < size; i++) {
                estimate[i] += Math.max(-0.3, Math.min(0.3, change[i] / 2));
            }
            if (DoubleStream.of(change).map(Math::abs).max().orElse(0) < 1e-14) {
                break;
            }
        }
    }

    private double[] step(Rows rows, int size) {
        double[][] x = new double[rows.count()][size];
        double[] means = new double[rows.count()];
        double[][] information = new double[size][size];
        for (int row = 0; row < rows.count(); row++) {
            x[row][0] = 1;
            System.arraycopy(rows.x()[row], 0, x[row], 1, size - 1);
            means[row] = 1 / (1 + Math.exp(-Plain.dot(x[row], estimate)));
            Plain.addOuter(information, means[row] * (1 - means[row]), x[row], x[row]);
        }
        double[][] inverse = Plain.inverse(information);
        standardErrors = Plain.rootsOfDiagonal(inverse);
        double[] score = new double[size];
        for (int row = 0; row < rows.count(); row++) {
            double hat = means[row] * (1 - means[row]) * Plain.dot(x[row], Plain.times(inverse, x[row]));
            for (int i = 0; i < size; i++) {
                score[i] += (rows.y()[row] - means[row] + hat * (0.5 - means[row])) * x[row][i];
            }
        }
        return Plain.times(inverse, score);
    }
}

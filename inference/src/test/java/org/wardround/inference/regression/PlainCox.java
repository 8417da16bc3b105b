package org.wardround.inference.regression;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.wardround.inference.regression.cox.Ties;

/** A stratified Cox model by the definitions, O(rows² · columns²), in doubles. */
final class PlainCox {
    private final Ties ties;
    private final Rows rows;
    private final int[] strata;
    private final int size;
    final double[] estimate;
    double logLikelihood;
    double[] score;
    double[][] information;
    /** Score of time, and the two other parts of the joint information, for the last g. */
    double[] timeScore;

    double[][] mixed;
    double[][] ofTime;
    private double[][] residuals;

    PlainCox(Ties ties, Rows rows, int[] strata) {
        this(ties, rows, strata, 0);
    }

    PlainCox(Ties ties, Rows rows, int[] strata, double ridge) {
        this.ties = ties;
        this.rows = rows;
        this.strata = strata;
        this.size = rows.features();
        this.estimate = new double[size];
        for (int step = 0; step < 60; step++) {
            evaluate(time -> 0);
            for (int i = 0; i < size; i++) {
                score[i] -= ridge * estimate[i];
                information[i][i] += ridge;
            }
            double[] change = Plain.times(Plain.inverse(information), score);
            for (int i = 0; i < size; i++) {
                estimate[i] += change[i];
            }
            if (DoubleStream.of(change).map(Math::abs).max().orElse(0) < 1e-14) {
                break;
            }
        }
        evaluate(time -> 0);
    }

    private double weight(int row) {
        return rows.weights().length == 0 ? 1 : rows.weights()[row];
    }

    private double predictor(int row) {
        return Plain.dot(rows.x()[row], estimate) + (rows.offsets().length == 0 ? 0 : rows.offsets()[row]);
    }

    void evaluate(DoubleUnaryOperator g) {
        logLikelihood = 0;
        score = new double[size];
        timeScore = new double[size];
        information = new double[size][size];
        mixed = new double[size][size];
        ofTime = new double[size][size];
        residuals = new double[rows.count()][size];
        for (int stratum : IntStream.of(strata).distinct().sorted().toArray()) {
            int[] members = IntStream.range(0, rows.count())
                    .filter(row -> strata[row] == stratum)
                    .toArray();
            double[] times = IntStream.of(members)
                    .filter(row -> rows.events()[row] == 1)
                    .mapToDouble(row -> rows.y()[row])
                    .distinct()
                    .sorted()
                    .toArray();
            for (double time : times) {
                eventTime(members, time, g.applyAsDouble(time));
            }
        }
    }

    private void eventTime(int[] members, double time, double g) {
        int[] dying = IntStream.of(members)
                .filter(row -> rows.y()[row] == time && rows.events()[row] == 1)
                .toArray();
        double weights = IntStream.of(dying).mapToDouble(this::weight).sum();
        for (int row : dying) {
            logLikelihood += weight(row) * predictor(row);
        }
        for (int k = 0; k < dying.length; k++) {
            double fraction = ties == Ties.EFRON ? (double) k / dying.length : 0;
            part(members, dying, time, fraction, weights / dying.length, g);
        }
    }

    private void part(int[] members, int[] dying, double time, double fraction, double share, double g) {
        double[] risk = new double[rows.count()];
        double total = 0;
        double[] mean = new double[size];
        for (int row : members) {
            if (rows.y()[row] >= time) {
                boolean dies = rows.y()[row] == time && rows.events()[row] == 1;
                risk[row] = weight(row) * Math.exp(predictor(row)) * (dies ? 1 - fraction : 1);
                total += risk[row];
                for (int i = 0; i < size; i++) {
                    mean[i] += risk[row] * rows.x()[row][i];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            mean[i] /= total;
        }
        logLikelihood -= share * Math.log(total);
        for (int row : dying) {
            double[] distance = distance(row, mean);
            for (int i = 0; i < size; i++) {
                double part = weight(row) * distance[i] / dying.length;
                score[i] += part;
                timeScore[i] += g * part;
                residuals[row][i] += part;
            }
        }
        for (int row : members) {
            double[] distance = distance(row, mean);
            double part = share * risk[row] / total;
            Plain.addOuter(information, part, distance, distance);
            Plain.addOuter(mixed, g * part, distance, distance);
            Plain.addOuter(ofTime, g * g * part, distance, distance);
            for (int i = 0; i < size; i++) {
                residuals[row][i] -= part * distance[i];
            }
        }
    }

    private double[] distance(int row, double[] mean) {
        double[] distance = rows.x()[row].clone();
        for (int i = 0; i < size; i++) {
            distance[i] -= mean[i];
        }
        return distance;
    }

    double[] standardErrors() {
        return Plain.rootsOfDiagonal(Plain.inverse(information));
    }

    double[] robustStandardErrors() {
        SortedMap<Integer, double[]> scores = new TreeMap<>();
        for (int row = 0; row < rows.count(); row++) {
            double[] sum = scores.computeIfAbsent(rows.patients()[row], patient -> new double[size]);
            for (int i = 0; i < size; i++) {
                sum[i] += residuals[row][i];
            }
        }
        double[][] middle = new double[size][size];
        scores.values().forEach(sum -> Plain.addOuter(middle, 1, sum, sum));
        double[][] bread = Plain.inverse(information);
        return Plain.rootsOfDiagonal(Plain.times(Plain.times(bread, middle), bread));
    }

    /** The score test that one coefficient changes with g, and last that any does. */
    double[] proportionality(DoubleUnaryOperator g) {
        evaluate(g);
        double[][] explained = Plain.times(Plain.times(mixed, Plain.inverse(information)), mixed);
        double[][] left = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                left[i][j] = ofTime[i][j] - explained[i][j];
            }
        }
        double[] tests = new double[size + 1];
        for (int i = 0; i < size; i++) {
            tests[i] = timeScore[i] * timeScore[i] / left[i][i];
        }
        tests[size] = Plain.dot(timeScore, Plain.times(Plain.inverse(left), timeScore));
        return tests;
    }
}

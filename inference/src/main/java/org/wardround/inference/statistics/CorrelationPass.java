package org.wardround.inference.statistics;

import java.util.List;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * Correlations of every two quantities over the patients with both: their number and the sums of deviations, squares and products about the federated
 * means over all strata, each deviation divided by the width of its range.
 *
 * @param tally of the same patients; bounds the sums
 * @param means of each quantity over all strata; NaN where no value is present
 * @param maxContributors how many sites the sum can hold
 */
public record CorrelationPass(List<Quantity> quantities, Tally tally, List<Double> means, int maxContributors) {
    /** For each pair: number, two sums of deviations, two of squares, one of products. */
    private static final int SUMS = 6;

    private static final String PAIRS = "pairs";
    /** Below this share of the range a column is constant up to rounding. */
    private static final double ROUNDING = 1e-9;

    public CorrelationPass {
        quantities = List.copyOf(quantities);
        means = List.copyOf(means);
        if (quantities.size() < 2) {
            throw new IllegalArgumentException("a correlation needs two quantities, got " + quantities.size());
        }
    }

    public SumLayout layout() {
        return new SumLayout(
                maxContributors, List.of(Segment.plain(PAIRS, (long) SUMS * pairs(), Bounds.exponent(1, tally))));
    }

    private int pairs() {
        return quantities.size() * (quantities.size() - 1) / 2;
    }

    /** A site's sums. */
    public LocalUpdate answer(PatientRows patients) {
        double[] values = new double[SUMS * pairs()];
        int at = 0;
        for (int i = 0; i < quantities.size(); i++) {
            for (int j = i + 1; j < quantities.size(); j++) {
                add(patients, i, j, values, at);
                at += SUMS;
            }
        }
        return LocalUpdate.owning(layout(), values);
    }

    private void add(PatientRows patients, int i, int j, double[] values, int at) {
        double[] first = quantities.get(i).column(patients.table());
        double[] second = quantities.get(j).column(patients.table());
        for (int patient = 0; patient < patients.patients(); patient++) {
            double x = scaled(i, first[patients.row(patient)]);
            double y = scaled(j, second[patients.row(patient)]);
            if (!Double.isNaN(x) && !Double.isNaN(y)) {
                values[at]++;
                values[at + 1] += x;
                values[at + 2] += y;
                values[at + 3] += x * x;
                values[at + 4] += y * y;
                values[at + 5] += x * y;
            }
        }
    }

    private double scaled(int quantity, double value) {
        return (value - means.get(quantity)) / quantities.get(quantity).range().width();
    }

    public Correlations result(Sum sum) {
        int size = quantities.size();
        double[][] coefficients = new double[size][size];
        long[][] patients = new long[size][size];
        double[] sums = sum.values(PAIRS);
        int at = 0;
        for (int i = 0; i < size; i++) {
            coefficients[i][i] = 1;
            patients[i][i] = tally.total().present(0, quantities.get(i));
            for (int j = i + 1; j < size; j++) {
                double r = coefficient(sums, at);
                coefficients[i][j] = r;
                coefficients[j][i] = r;
                patients[i][j] = Math.round(sums[at]);
                patients[j][i] = patients[i][j];
                at += SUMS;
            }
        }
        return new Correlations(coefficients, patients);
    }

    private static double coefficient(double[] sums, int at) {
        double n = sums[at];
        double x = sums[at + 3] - sums[at + 1] * sums[at + 1] / n;
        double y = sums[at + 4] - sums[at + 2] * sums[at + 2] / n;
        double product = sums[at + 5] - sums[at + 1] * sums[at + 2] / n;
        double least = n * ROUNDING * ROUNDING;
        if (!(n >= 2 && x > least && y > least)) {
            return Double.NaN;
        }
        return Math.max(-1, Math.min(1, product / StrictMath.sqrt(x * y)));
    }
}

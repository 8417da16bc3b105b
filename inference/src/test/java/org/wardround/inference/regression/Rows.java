package org.wardround.inference.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.wardround.core.dataset.Dataset;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.RegressionRows;

/** Rows under test, as plain arrays: of one site, or of several one after the other. */
record Rows(double[][] x, double[] y, double[] events, double[] offsets, double[] weights, int[] patients) {
    static Rows of(double[][] x, double[] y) {
        return new Rows(
                x,
                y,
                new double[0],
                new double[0],
                new double[0],
                IntStream.range(0, y.length).toArray());
    }

    static Rows ofTimes(double[][] x, double[] times, double[] events) {
        return of(x, times).withEvents(events);
    }

    Rows withEvents(double[] values) {
        return new Rows(x, y, values, offsets, weights, patients);
    }

    Rows withOffsets(double[] values) {
        return new Rows(x, y, events, values, weights, patients);
    }

    Rows withWeights(double[] values) {
        return new Rows(x, y, events, offsets, values, patients);
    }

    Rows withPatients(int[] values) {
        return new Rows(x, y, events, offsets, weights, values);
    }

    int count() {
        return y.length;
    }

    int features() {
        return x[0].length;
    }

    Rows select(int[] rows) {
        return new Rows(
                IntStream.of(rows).mapToObj(row -> x[row]).toArray(double[][]::new),
                pick(y, rows),
                pick(events, rows),
                pick(offsets, rows),
                pick(weights, rows),
                IntStream.of(rows).map(row -> patients[row]).toArray());
    }

    private static double[] pick(double[] values, int[] rows) {
        return values.length == 0
                ? values
                : IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
    }

    /** The rows of each site, sites numbered from 0. */
    List<Rows> split(int[] siteOfRow) {
        List<Rows> sites = new ArrayList<>();
        int count = Arrays.stream(siteOfRow).max().orElseThrow() + 1;
        for (int site = 0; site < count; site++) {
            int wanted = site;
            sites.add(select(IntStream.range(0, count())
                    .filter(row -> siteOfRow[row] == wanted)
                    .toArray()));
        }
        return sites;
    }

    RegressionRows regression() {
        int features = features();
        double[] flat = new double[count() * features];
        for (int row = 0; row < count(); row++) {
            System.arraycopy(x[row], 0, flat, row * features, features);
        }
        Dataset dataset = events.length == 0
                ? Dataset.of(features, flat, y, patients)
                : Dataset.ofTimes(features, flat, y, events, patients);
        return RegressionRows.of(dataset, offsets, weights);
    }

    static List<RegressionRows> regression(List<Rows> sites) {
        return sites.stream().map(Rows::regression).toList();
    }

    /** Columns named x1, x2, … with the range that the rows have. */
    List<DesignColumn> columns() {
        List<DesignColumn> columns = new ArrayList<>();
        for (int column = 0; column < features(); column++) {
            int place = column;
            double low = Arrays.stream(x).mapToDouble(row -> row[place]).min().orElseThrow();
            double high = Arrays.stream(x).mapToDouble(row -> row[place]).max().orElseThrow();
            columns.add(DesignColumn.of("x" + (column + 1), low, high));
        }
        return columns;
    }
}

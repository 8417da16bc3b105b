package org.wardround.inference.regression;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rows put together, and standardised. */
final class Moved {
    private Moved() {}

    static Rows together(List<Rows> sites) {
        int[] patients = new int[sites.stream().mapToInt(Rows::count).sum()];
        int filled = 0;
        int next = 0;
        for (Rows site : sites) {
            for (int patient : site.patients()) {
                patients[filled++] = next + patient;
            }
            next += Arrays.stream(site.patients()).max().orElse(0) + 1;
        }
        return new Rows(
                sites.stream().flatMap(site -> Stream.of(site.x())).toArray(double[][]::new),
                join(sites, Rows::y),
                join(sites, Rows::events),
                join(sites, Rows::offsets),
                join(sites, Rows::weights),
                patients);
    }

    private static double[] join(List<Rows> sites, Function<Rows, double[]> part) {
        return sites.stream()
                .flatMapToDouble(site -> Arrays.stream(part.apply(site)))
                .toArray();
    }

    /** Means, then sample standard deviations. */
    static double[][] moments(double[][] x) {
        int features = x[0].length;
        double[][] moments = new double[2][features];
        for (int column = 0; column < features; column++) {
            int place = column;
            double mean =
                    Arrays.stream(x).mapToDouble(row -> row[place]).average().orElseThrow();
            double squares = Arrays.stream(x)
                    .mapToDouble(row -> (row[place] - mean) * (row[place] - mean))
                    .sum();
            moments[0][column] = mean;
            moments[1][column] = Math.sqrt(squares / (x.length - 1));
        }
        return moments;
    }

    /** {@code (x − mean)/(deviation + small)}. */
    static Rows standardised(Rows rows, double[][] moments, double small) {
        double[][] moved = Stream.of(rows.x())
                .map(row -> {
                    double[] line = row.clone();
                    for (int column = 0; column < line.length; column++) {
                        line[column] = (line[column] - moments[0][column]) / (moments[1][column] + small);
                    }
                    return line;
                })
                .toArray(double[][]::new);
        return new Rows(moved, rows.y(), rows.events(), rows.offsets(), rows.weights(), rows.patients());
    }
}

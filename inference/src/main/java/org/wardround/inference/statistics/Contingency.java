package org.wardround.inference.statistics;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A table of counts of patients: a row for each level of one variable, a column for each level of another or each group. Immutable.
 *
 * @see <a href="https://doi.org/10.1080/14786440009463897">Pearson 1900</a>
 */
public final class Contingency {
    private static final double ENOUGH_EXPECTED = 5;

    private final long[][] counts;

    /** @param counts by row, then column; copied; every row as long as the others */
    public Contingency(long[][] counts) {
        this.counts = Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
        if (Arrays.stream(counts).anyMatch(row -> row.length != counts[0].length)) {
            throw new IllegalArgumentException("a table's rows have the same length");
        }
    }

    public long[][] counts() {
        return Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
    }

    /** Pearson's {@code Σ (O − E)²/E} over rows and columns that are not empty. */
    public ChiSquared pearson() {
        return statistic(0);
    }

    /**
     * With Yates's correction {@code Σ (|O − E| − ½)²/E}, no more than |O − E| being taken away; for tables of two rows and two columns that are not
     * empty.
     *
     * @see <a href="https://doi.org/10.2307/2983604">Yates 1934</a>
     */
    public ChiSquared yates() {
        if (degreesOfFreedom() != 1) {
            throw new IllegalStateException("Yates's correction is for tables of two rows and two columns");
        }
        return statistic(0.5);
    }

    private ChiSquared statistic(double correction) {
        double statistic = 0;
        double total = total();
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < columns(); column++) {
                double expected = rowSum(row) / total * columnSum(column);
                if (expected > 0) {
                    double distance = Math.abs(counts[row][column] - expected);
                    double corrected = distance - Math.min(correction, distance);
                    statistic += corrected * corrected / expected;
                }
            }
        }
        return new ChiSquared(degreesOfFreedom() == 0 ? 0 : statistic, degreesOfFreedom());
    }

    /** {@code (r − 1)(c − 1)} over rows and columns that are not empty; 0 where one of them is single. */
    public int degreesOfFreedom() {
        long rows = LongStream.range(0, counts.length)
                .filter(row -> rowSum((int) row) > 0)
                .count();
        long columns = LongStream.range(0, columns())
                .filter(column -> columnSum((int) column) > 0)
                .count();
        return (int) (Math.max(0, rows - 1) * Math.max(0, columns - 1));
    }

    /** The smallest expected count of a row and column that are not empty; 0 for an empty table. */
    public double smallestExpected() {
        double smallest = Double.POSITIVE_INFINITY;
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < columns(); column++) {
                double expected = (double) rowSum(row) / total() * columnSum(column);
                smallest = expected > 0 ? Math.min(smallest, expected) : smallest;
            }
        }
        return Double.isInfinite(smallest) ? 0 : smallest;
    }

    /** Whether some expected count is below 5, so that the p is rough; also for an empty table. */
    public boolean hasSmallExpected() {
        return smallestExpected() < ENOUGH_EXPECTED;
    }

    /** What a reader of the p should know; empty where all is well. */
    public String note() {
        if (degreesOfFreedom() == 0) {
            return "only one level or one group has patients: nothing to compare";
        }
        return hasSmallExpected() ? "an expected count is below 5: the χ² approximation is rough" : "";
    }

    private int columns() {
        return counts.length == 0 ? 0 : counts[0].length;
    }

    private long rowSum(int row) {
        return Arrays.stream(counts[row]).sum();
    }

    private long columnSum(int column) {
        return Arrays.stream(counts).mapToLong(row -> row[column]).sum();
    }

    private long total() {
        return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    @Override
    public String toString() {
        return "Contingency[%d × %d]".formatted(counts.length, columns());
    }
}

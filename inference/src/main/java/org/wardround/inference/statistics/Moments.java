package org.wardround.inference.statistics;

import java.util.List;

/**
 * Number, mean and spread of present values.
 *
 * @param n number of values
 * @param mean NaN where there are none
 * @param squares sum of squared deviations from the mean
 */
public record Moments(long n, double mean, double squares) {
    /** The sample standard deviation (n − 1); NaN where there are fewer than two values. */
    public double standardDeviation() {
        return n < 2 ? Double.NaN : StrictMath.sqrt(squares / (n - 1));
    }

    public double variance() {
        return n < 2 ? Double.NaN : squares / (n - 1);
    }

    /**
     * The moments of all groups together.
     *
     * @see <a href="https://doi.org/10.1080/00031305.1983.10483115">Chan, Golub and LeVeque 1983</a>, equation 2.1
     */
    public static Moments of(List<Moments> groups) {
        long n = 0;
        double weighted = 0;
        for (Moments group : groups) {
            n += group.n;
            weighted += group.n == 0 ? 0 : group.n * group.mean;
        }
        double mean = n == 0 ? Double.NaN : weighted / n;
        double squares = 0;
        for (Moments group : groups) {
            if (group.n > 0) {
                squares += group.squares + group.n * (group.mean - mean) * (group.mean - mean);
            }
        }
        return new Moments(n, mean, squares);
    }
}

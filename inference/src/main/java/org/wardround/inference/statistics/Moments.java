package org.wardround.inference.statistics;

import java.util.List;

/**
 * Number, mean and spread of present values.
 *
 * @param n number of values
 * @param mean NaN where there are none
 * @param squares sum of squared deviations from the mean
 * @param cubes sum of their third powers
 * @param fourths sum of their fourth powers, or somewhat more
 */
public record Moments(long n, double mean, double squares, double cubes, double fourths) {
    /** Of nobody. */
    public static final Moments NONE = new Moments(0, Double.NaN, 0, 0, 0);

    /** The sample standard deviation (n − 1); NaN where there are fewer than two values. */
    public double standardDeviation() {
        return n < 2 ? Double.NaN : StrictMath.sqrt(squares / (n - 1));
    }

    public double variance() {
        return n < 2 ? Double.NaN : squares / (n - 1);
    }

    /**
     * By how many values the spread about a value is made: {@code (Σd²)²/Σd⁴}, which is k where k values are equally far away and all others are not. There
     * are never fewer values apart from it. Only where values differ.
     */
    public double participation(double about) {
        Moments moved = about(about);
        return moved.squares * moved.squares / moved.fourths;
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
        double cubes = 0;
        double fourths = 0;
        for (Moments group : groups) {
            if (group.n > 0) {
                Moments moved = group.about(mean);
                squares += moved.squares;
                cubes += moved.cubes;
                fourths += moved.fourths;
            }
        }
        return new Moments(n, mean, squares, cubes, fourths);
    }

    /** The same sums of powers of the distances from another value than the mean. */
    private Moments about(double value) {
        double shift = mean - value;
        double square = shift * shift;
        return new Moments(
                n,
                value,
                squares + n * square,
                cubes + 3 * shift * squares + n * square * shift,
                fourths + 4 * shift * cubes + 6 * square * squares + n * square * square);
    }
}

package org.wardround.inference.evaluate;

import java.math.BigInteger;
import java.util.Arrays;
import org.wardround.core.sum.Segment;

/**
 * Sums of powers and products of whole numbers: for each row its outcome y and its squared error a. All of them are exact, so that what is small is
 * not lost in differences of what is large; only results are rounded, once.
 */
final class NumberMoments {
    /** y, y², y³, y⁴, a, ay, ay², a². */
    private static final int SUMS = 8;

    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger THREE = BigInteger.valueOf(3);
    private static final BigInteger FOUR = BigInteger.valueOf(4);
    private static final BigInteger SIX = BigInteger.valueOf(6);

    private final BigInteger rows;
    private final BigInteger[] sums;

    private NumberMoments(long rows, BigInteger[] sums) {
        this.rows = BigInteger.valueOf(rows);
        this.sums = sums;
    }

    static Segment segment(String name) {
        return Segment.plain(name, (long) SUMS * Digits.COUNT, Digits.BOUND_EXPONENT);
    }

    /** The sums over rows with those outcomes and errors. */
    static NumberMoments of(long[] outcomes, long[] errors) {
        BigInteger[] sums = new BigInteger[SUMS];
        Arrays.fill(sums, BigInteger.ZERO);
        for (int row = 0; row < outcomes.length; row++) {
            BigInteger y = BigInteger.valueOf(outcomes[row]);
            BigInteger a = BigInteger.valueOf(errors[row]).pow(2);
            BigInteger y2 = y.pow(2);
            BigInteger[] terms = {y, y2, y2.multiply(y), y2.pow(2), a, a.multiply(y), a.multiply(y2), a.pow(2)};
            Arrays.setAll(sums, i -> sums[i].add(terms[i]));
        }
        return new NumberMoments(outcomes.length, sums);
    }

    /** From what {@link #toArray} gave, or a sum of such. */
    static NumberMoments of(double rows, double[] digits) {
        BigInteger[] sums = new BigInteger[SUMS];
        Arrays.setAll(sums, i -> Digits.number(digits, i));
        return new NumberMoments(Math.round(rows), sums);
    }

    double[] toArray() {
        return Arrays.stream(sums)
                .flatMapToDouble(sum -> Arrays.stream(Digits.of(sum)))
                .toArray();
    }

    /** Mean squared error. */
    double meanSquare() {
        return sums[4].doubleValue() / rows.doubleValue();
    }

    /** Mean squared distance of the outcomes from their mean. */
    double variance() {
        return scaledTotal().doubleValue() / rows.pow(2).doubleValue();
    }

    /** Standard error of the mean square over the mean square, which must not be 0: {@code √((nΣa² − (Σa)²)/(n − 1))/Σa}. */
    double errorOfMeanSquare() {
        BigInteger spread = rows.multiply(sums[7]).subtract(sums[4].pow(2));
        return StrictMath.sqrt(spread.doubleValue() / others()) / sums[4].doubleValue();
    }

    /**
     * Standard error of r = Σa/Σb over r, with b the squared distance of an outcome from the mean of these very rows, by the ratio estimator (Cochran
     * 1977, section 2.11): {@code √(n/(n − 1)·Σ(a − rb)²)/Σa}.
     */
    double errorOfRatio() {
        BigInteger a = sums[4];
        BigInteger b = scaledTotal();
        BigInteger squares = rows.multiply(b.pow(2))
                .multiply(sums[7])
                .subtract(TWO.multiply(a).multiply(b).multiply(scaledProduct()))
                .add(a.pow(2).multiply(scaledFourth()));
        return StrictMath.sqrt(squares.doubleValue() / others()) / (a.doubleValue() * b.doubleValue());
    }

    private double others() {
        return rows.doubleValue() - 1;
    }

    /** n·Σ(y − ȳ)². */
    private BigInteger scaledTotal() {
        return rows.multiply(sums[1]).subtract(sums[0].pow(2));
    }

    /** n²·Σa(y − ȳ)². */
    private BigInteger scaledProduct() {
        return rows.pow(2)
                .multiply(sums[6])
                .subtract(TWO.multiply(rows).multiply(sums[0]).multiply(sums[5]))
                .add(sums[0].pow(2).multiply(sums[4]));
    }

    /** n³·Σ(y − ȳ)⁴. */
    private BigInteger scaledFourth() {
        return rows.pow(3)
                .multiply(sums[3])
                .subtract(FOUR.multiply(rows.pow(2)).multiply(sums[0]).multiply(sums[2]))
                .add(SIX.multiply(rows).multiply(sums[0].pow(2)).multiply(sums[1]))
                .subtract(THREE.multiply(sums[0].pow(4)));
    }
}

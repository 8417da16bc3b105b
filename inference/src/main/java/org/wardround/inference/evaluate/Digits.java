package org.wardround.inference.evaluate;

import java.math.BigInteger;

/**
 * Whole numbers of up to 223 bits as seven signed digits to the base 2^32, the lowest first. A digit is at most 2^31 in size, so doubles and 64-bit
 * words add up those of four million sites without rounding: the sum of the digits is the digits of the sum.
 */
final class Digits {
    static final int COUNT = 7;

    /** Every digit is at most 2^31 in size. */
    static final int BOUND_EXPONENT = 31;

    private Digits() {}

    static double[] of(BigInteger number) {
        double[] digits = new double[COUNT];
        BigInteger rest = number;
        for (int i = 0; i < COUNT; i++) {
            int lowest = rest.intValue();
            digits[i] = lowest;
            rest = rest.subtract(BigInteger.valueOf(lowest)).shiftRight(Integer.SIZE);
        }
        if (rest.signum() != 0) {
            throw new IllegalArgumentException("a sum of powers must fit %d digits".formatted(COUNT));
        }
        return digits;
    }

    /** The number at {@code index} of several that stand one after the other; its digits may be sums of digits. */
    static BigInteger number(double[] digits, int index) {
        BigInteger number = BigInteger.ZERO;
        for (int i = COUNT - 1; i >= 0; i--) {
            BigInteger digit = BigInteger.valueOf((long) digits[index * COUNT + i]);
            number = number.shiftLeft(Integer.SIZE).add(digit);
        }
        return number;
    }
}

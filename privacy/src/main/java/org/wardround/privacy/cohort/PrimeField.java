package org.wardround.privacy.cohort;

/** Whole numbers modulo the prime 2^61 − 1, as 0 … 2^61 − 2. */
final class PrimeField {
    static final long PRIME = (1L << 61) - 1;

    private PrimeField() {}

    /** Of a finite number, which is a whole one times a power of 2. */
    static long of(double number) {
        if (number == 0) {
            return 0;
        }
        int exponent = Math.max(Math.getExponent(number), Double.MIN_EXPONENT) - 52;
        long whole = (long) Math.scalb(Math.abs(number), -exponent);
        // 2^61 is 1.
        long element = multiply(whole, 1L << Math.floorMod(exponent, 61));
        return number < 0 ? subtract(0, element) : element;
    }

    static long sumOfProducts(long[] a, long[] b) {
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum = add(sum, multiply(a[i], b[i]));
        }
        return sum;
    }

    static long subtract(long a, long b) {
        long difference = a - b;
        return difference < 0 ? difference + PRIME : difference;
    }

    static long add(long a, long b) {
        return reduce(a + b);
    }

    static long multiply(long a, long b) {
        long low = a * b;
        long high = Math.multiplyHigh(a, b);
        // 2^61 is 1: the product's bits from the 61st on are added to those below.
        return reduce((low & PRIME) + (low >>> 61 | high << 3));
    }

    /** Of what is not 0: the power with exponent p − 2. */
    static long inverse(long a) {
        long result = 1;
        long square = a;
        for (long exponent = PRIME - 2; exponent > 0; exponent >>= 1) {
            if ((exponent & 1) == 1) {
                result = multiply(result, square);
            }
            square = multiply(square, square);
        }
        return result;
    }

    private static long reduce(long sum) {
        return sum >= PRIME ? sum - PRIME : sum;
    }
}

package org.wardround.privacy.crypto;

/**
 * The field of 2^16 elements, over x^16 + x^12 + x^3 + x + 1: elements are 16 bits, adding is exclusive or. By tables of logarithms to the base x, which generates all
 * elements but 0.
 */
final class Field65536 {
    private static final int POLYNOMIAL = 0x1100B;
    private static final int ORDER = 0xFFFF;
    private static final char[] LOGARITHMS = new char[ORDER + 1];
    /** Twice around, so that a sum of two logarithms needs no remainder. */
    private static final char[] POWERS = new char[2 * ORDER];

    static {
        int element = 1;
        for (int exponent = 0; exponent < ORDER; exponent++) {
            POWERS[exponent] = (char) element;
            POWERS[exponent + ORDER] = (char) element;
            LOGARITHMS[element] = (char) exponent;
            element <<= 1;
            if (element > ORDER) {
                element ^= POLYNOMIAL;
            }
        }
        if (element != 1) {
            throw new IllegalStateException("x does not generate the field");
        }
    }

    private Field65536() {}

    static int multiply(int a, int b) {
        return a == 0 || b == 0 ? 0 : POWERS[LOGARITHMS[a] + LOGARITHMS[b]];
    }

    /** @param b not 0 */
    static int divide(int a, int b) {
        if (b == 0) {
            throw new ArithmeticException("division by 0");
        }
        return a == 0 ? 0 : POWERS[LOGARITHMS[a] + ORDER - LOGARITHMS[b]];
    }
}

package org.wardround.study.figures;

import java.math.BigDecimal;
import java.math.MathContext;

/** One figure about one hospital's test rows. */
public sealed interface Figure {
    /** It has a value that may not be told: from it, a number of few patients would follow. */
    Figure SUPPRESSED = new Suppressed();

    /** It has no value on these rows: a fraction of nobody, say. */
    Figure UNDEFINED = new Undefined();

    /**
     * A value with its 95 % interval, in four significant digits.
     *
     * @param low not above {@code value}
     * @param high not below {@code value}
     */
    record Told(BigDecimal value, BigDecimal low, BigDecimal high) implements Figure {
        public Told {
            value = rounded(value);
            low = rounded(low);
            high = rounded(high);
            if (low.compareTo(value) > 0 || high.compareTo(value) < 0) {
                throw new IllegalArgumentException(
                        "a value lies in its interval, got %s in %s to %s".formatted(value, low, high));
            }
        }

        /** Of finite numbers. */
        public static Told of(double value, double low, double high) {
            return new Told(BigDecimal.valueOf(value), BigDecimal.valueOf(low), BigDecimal.valueOf(high));
        }
    }

    /** As {@link #SUPPRESSED}. */
    record Suppressed() implements Figure {}

    /** As {@link #UNDEFINED}. */
    record Undefined() implements Figure {}

    /** Four significant digits, and no more than twelve behind the point; each number in one form. */
    static BigDecimal rounded(BigDecimal value) {
        BigDecimal few = value.round(new MathContext(4));
        if (few.abs().compareTo(BigDecimal.valueOf(1, -15)) >= 0) {
            throw new IllegalArgumentException("a figure lies within ±10^15");
        }
        if (few.abs().compareTo(BigDecimal.valueOf(1, 12)) < 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal plain = few.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}

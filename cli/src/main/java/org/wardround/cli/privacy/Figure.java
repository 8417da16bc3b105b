package org.wardround.cli.privacy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers for people. */
final class Figure {
    private Figure() {}

    /** As short as it can be without losing digits: {@code 0.01}, {@code 1e-5}. */
    static String of(double value) {
        return Math.abs(value) >= 1e-3
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : Double.toString(value).replace(".0E", "e").replace('E', 'e');
    }

    /** Four digits, never less than the value: both ε and noise are rounded up to the safe side. */
    static String up(double value) {
        if (value == 0 || Double.isInfinite(value)) {
            return value == 0 ? "0" : "no bound";
        }
        return new BigDecimal(value)
                .round(new MathContext(4, RoundingMode.CEILING))
                .toPlainString();
    }
}

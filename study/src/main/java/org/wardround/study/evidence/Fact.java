package org.wardround.study.evidence;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A value of a run with the place where it stands.
 *
 * @param text as people read it: the value itself, or a number rounded
 * @param value as the file has it
 * @param number whether it is a number
 */
public record Fact(String text, String value, boolean number, Source source) implements Part {
    private static final int DIGITS = 15;

    /** The number with so many digits behind the point. */
    public Fact fixed(int decimals) {
        return number
                ? shown(new BigDecimal(value)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toPlainString())
                : this;
    }

    /** The number never smaller than it is, to so many digits that count. */
    public Fact up(int digits) {
        return number ? shown(plain(new BigDecimal(value).round(new MathContext(digits, RoundingMode.CEILING)))) : this;
    }

    /** The number to so many digits that count. */
    public Fact digits(int digits) {
        return number ? shown(plain(new BigDecimal(value).round(new MathContext(digits)))) : this;
    }

    /** The same value with another text. */
    public Fact shown(String words) {
        return new Fact(words, value, number, source);
    }

    private static String plain(BigDecimal value) {
        BigDecimal least = value.stripTrailingZeros();
        return least.precision() - least.scale() < -3 || least.precision() - least.scale() > DIGITS
                ? least.toString().replace("E", "e")
                : least.toPlainString();
    }
}

package org.wardround.data.cell;

import org.jspecify.annotations.Nullable;
import org.wardround.core.study.Range;
import org.wardround.data.text.Numbers;

/**
 * Numbers and integers: converted, then held against the declared range.
 *
 * @param kind what the number must be besides in range
 * @param range allowed after conversion; null: any
 * @param bounds the range in words, with its unit
 */
record QuantityReader(
        Kind kind, double multiply, double add, @Nullable Range range, String bounds) implements CellReader {
    /** What a quantity may be. */
    enum Kind {
        NUMBER,
        INTEGER,
        TIME
    }

    @Override
    public double read(String text, Refusal refusal) {
        double source = Numbers.parse(text);
        if (Double.isNaN(source)) {
            return refusal.because("number", notNumber(text));
        }
        return check(source * multiply + add, refusal);
    }

    private double check(double value, Refusal refusal) {
        if (kind == Kind.TIME && value < 0) {
            return refusal.because(
                    "negative",
                    "the time is negative: times count from the common origin on; correct it, or list it under 'missing'");
        }
        if (kind == Kind.INTEGER && value != Math.rint(value)) {
            return refusal.because(
                    "integer", "not a whole number: declare the variable as 'number', or correct the value");
        }
        if (range != null && !range.contains(value)) {
            return refusal.because(
                    "range",
                    "outside the declared range %s: convert the unit ('multiply', 'add'), list a code for missing values under 'missing', or correct the value"
                            .formatted(bounds));
        }
        return value;
    }

    private static String notNumber(String text) {
        String remedy = !Double.isNaN(Numbers.parse(text.replace(',', '.')))
                ? "write decimals with a point"
                : "if it stands for a missing value, list it under 'missing'";
        return "not a number: " + remedy;
    }
}

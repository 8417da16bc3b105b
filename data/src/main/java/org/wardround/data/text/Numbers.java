package org.wardround.data.text;

/** Numbers as tables write them. */
public final class Numbers {
    private Numbers() {}

    /** Whether the text is a finite decimal number such as {@code 12}, {@code -.5} or {@code 1e-3}. */
    public static boolean isNumber(String text) {
        return !Double.isNaN(parse(text));
    }

    /** The number, or NaN where the text is none. Decimal point only; no digit groups, no hexadecimal, no {@code NaN}, no infinity. */
    public static double parse(String text) {
        if (text.isEmpty() || !hasOnlyNumberCharacters(text)) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean hasOnlyNumberCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E')) {
                return false;
            }
        }
        return true;
    }

    /** A number as people write it: {@code 12}, not {@code 12.0}. */
    public static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}

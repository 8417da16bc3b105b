package org.wardround.core.sum;

/**
 * One named block of a summed vector. Every value of it, before it is shared out, is at most 2^{@code boundExponent} in size.
 *
 * @param name not empty; unique within the layout
 * @param length number of values, at least 1
 * @param boundExponent b of the declared bound 2^b, from −62 to 1023; a {@link SumLayout} refuses what does not fit its words
 * @param shared whether the value is multiplied by the site's share w/W before it is rounded; the shares of all sites add up to at
 *     most 1
 * @param clipped whether the block counts towards the L2 norm that is clipped
 */
public record Segment(String name, long length, int boundExponent, boolean shared, boolean clipped) {
    private static final int MIN_EXPONENT = -62;

    public Segment {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a segment needs a name");
        }
        if (length < 1) {
            throw new IllegalArgumentException("segment '%s' needs at least one value, got %d".formatted(name, length));
        }
        if (boundExponent < MIN_EXPONENT || boundExponent > Double.MAX_EXPONENT) {
            throw new IllegalArgumentException(
                    "segment '%s' has the bound 2^%d; bounds are 2^-62 to 2^1023".formatted(name, boundExponent));
        }
    }

    /** A plain count or sum, neither weighted nor clipped. */
    public static Segment plain(String name, long length, int boundExponent) {
        return new Segment(name, length, boundExponent, false, false);
    }

    /** A mean over the site's rows, weighted by the site's share. */
    public static Segment shared(String name, long length, int boundExponent) {
        return new Segment(name, length, boundExponent, true, false);
    }

    /**
     * The smallest b from −62 on with {@code magnitude ≤ 2^b}; 0 for a magnitude of 0.
     *
     * @param magnitude finite, 0 or more, at most 2^1023
     */
    public static int exponentFor(double magnitude) {
        if (!(magnitude >= 0 && magnitude <= 0x1p1023)) {
            throw new IllegalArgumentException("a bound must be from 0 to 2^1023, got " + magnitude);
        }
        if (magnitude == 0) {
            return 0;
        }
        int exponent = Math.getExponent(magnitude);
        int enough = magnitude == Math.scalb(1.0, exponent) ? exponent : exponent + 1;
        return Math.max(MIN_EXPONENT, enough);
    }
}

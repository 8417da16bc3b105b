package org.wardround.core.sum;

/**
 * What a round adds up to: the input of every algorithm's next step. Values come out as the exact integer sum times the segment's power of two.
 */
public final class Sum {
    private final SumLayout layout;
    private final Words words;
    private final int contributors;

    public Sum(SumLayout layout, Words words, int contributors) {
        if (layout.length() != words.length()) {
            throw new IllegalArgumentException(
                    "the layout has %d values, the words are %d".formatted(layout.length(), words.length()));
        }
        this.layout = layout;
        this.words = words;
        this.contributors = contributors;
    }

    public SumLayout layout() {
        return layout;
    }

    /** How many sites are in the sum. */
    public int contributors() {
        return contributors;
    }

    /** The only value of a segment of length 1. */
    public double value(String segment) {
        return values(segment)[0];
    }

    /** All values of a segment that fits memory. */
    public double[] values(String segment) {
        double[] target = new double[Math.toIntExact(layout.segment(segment).length())];
        read(segment, 0, target, target.length);
        return target;
    }

    /** Copies {@code count} values of a segment, from {@code offset} within it, to the front of {@code target}. */
    public void read(String segment, long offset, double[] target, int count) {
        long[] block = new long[count];
        words.read(layout.start(segment) + offset, block, count);
        double unit = Math.scalb(1.0, -layout.fractionBits(layout.segment(segment)));
        for (int i = 0; i < count; i++) {
            target[i] = block[i] * unit;
        }
    }
}

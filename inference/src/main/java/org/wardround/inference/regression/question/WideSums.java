package org.wardround.inference.regression.question;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * Sums in two words a value. The first word is the value, over its bound, on a grid of 2^-g; the second what the first leaves over. With S sites
 * the sum of first words has g + ⌈log₂ S⌉ bits; g is 40, or less so that these are at most 53 and come out of a {@code double} exactly. The second
 * word resolves 2^-(62 − ⌈log₂ S⌉ + g + 1) of the bound.
 *
 * <p>So a sum over up to 8,192 sites is off by at most S·2^-(103 − ⌈log₂ S⌉) of its bound, and of itself by 2^-53 when it is put together: a bound
 * that is 2^40 times too wide costs nothing. That is what lets declared ranges, the most rows of a site and the linear predictor's possible range
 * serve as bounds, and still gives 1e-8 at 10^7 rows and convergence to 1e-10: what rounding there is comes from adding rows in doubles at the site.
 *
 * <p>A site that has a value beyond its bound, or no number, sends zeros and counts itself in {@code beyond}: the next step sees that and says so, or
 * shortens its step. Immutable.
 */
public final class WideSums {
    private static final String BEYOND = "beyond";
    private static final String REST = " (second word)";
    private static final int GRID_BITS = 40;
    private static final int DOUBLE_BITS = 53;

    private record Block(int start, int length, int exponent) {}

    private final Map<String, Block> blocks;
    private final int length;
    private final int gridBits;
    private final SumLayout layout;

    private WideSums(int maxContributors, Map<String, Block> blocks, int length) {
        this.blocks = blocks;
        this.length = length;
        int contributorBits = Integer.SIZE - Integer.numberOfLeadingZeros(maxContributors - 1);
        this.gridBits = Math.min(GRID_BITS, DOUBLE_BITS - contributorBits);
        List<Segment> segments = new ArrayList<>();
        segments.add(Segment.plain(BEYOND, 1, 0));
        blocks.forEach((name, block) -> {
            segments.add(Segment.plain(name, block.length, 0));
            segments.add(Segment.plain(name + REST, block.length, -gridBits - 1));
        });
        this.layout = new SumLayout(maxContributors, segments);
    }

    /** Collects blocks, in the order of the layout. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Block> blocks = new LinkedHashMap<>();
        private int length;

        private Builder() {}

        /**
         * Adds a block unless it is empty.
         *
         * @param bound of each value at one site; finite or not: what is beyond 2^1000 is cut there
         */
        public Builder block(String name, int count, double bound) {
            if (count > 0) {
                double cut = Math.min(Math.max(bound, 0x1p-1000), 0x1p1000);
                if (blocks.put(name, new Block(length, count, Math.getExponent(cut) + 1)) != null) {
                    throw new IllegalArgumentException("two blocks are named '%s'".formatted(name));
                }
                length += count;
            }
            return this;
        }

        public WideSums build(int maxContributors) {
            return new WideSums(maxContributors, blocks, length);
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    public SumLayout layout() {
        return layout;
    }

    /** A site's values, block after block, for {@link #encode}: zeros to be filled. Not thread-safe. */
    public final class Values {
        private final double[] all = new double[length];

        private Values() {}

        public Values set(String name, double value) {
            return set(name, new double[] {value});
        }

        /** Sets a whole block; an empty array for a block that is not there does nothing. */
        public Values set(String name, double[] values) {
            if (values.length > 0) {
                Block block = block(name);
                if (values.length != block.length) {
                    throw new IllegalArgumentException(
                            "block '%s' has %d values, got %d".formatted(name, block.length, values.length));
                }
                System.arraycopy(values, 0, all, block.start, values.length);
            }
            return this;
        }

        /** The update in two words. */
        public LocalUpdate encode() {
            return WideSums.this.encode(all);
        }
    }

    public Values values() {
        return new Values();
    }

    private LocalUpdate encode(double[] all) {
        double[] words = new double[Math.toIntExact(layout.length())];
        int target = 1;
        for (Block block : blocks.values()) {
            for (int i = 0; i < block.length; i++) {
                double value = Math.scalb(all[block.start + i], -block.exponent);
                if (!(Math.abs(value) <= 1)) {
                    return beyond();
                }
                double first = Math.scalb(Math.rint(Math.scalb(value, gridBits)), -gridBits);
                words[target + i] = first;
                words[target + block.length + i] = value - first;
            }
            target += 2 * block.length;
        }
        return LocalUpdate.owning(layout, words);
    }

    private LocalUpdate beyond() {
        double[] words = new double[Math.toIntExact(layout.length())];
        words[0] = 1;
        return LocalUpdate.owning(layout, words);
    }

    /** How many sites had values beyond the bounds. */
    public int beyond(SumReader sum) {
        return (int) Math.rint(sum.values(BEYOND)[0]);
    }

    public double value(SumReader sum, String name) {
        return values(sum, name)[0];
    }

    /** A block's sums; an empty array where there is no such block. */
    public double[] values(SumReader sum, String name) {
        @Nullable Block block = blocks.get(name);
        if (block == null) {
            return new double[0];
        }
        double[] first = sum.values(name);
        double[] second = sum.values(name + REST);
        Arrays.setAll(first, i -> Math.scalb(first[i] + second[i], block.exponent));
        return first;
    }

    private Block block(String name) {
        @Nullable Block block = blocks.get(name);
        if (block == null) {
            throw new IllegalArgumentException("no block '%s' among %s".formatted(name, blocks.keySet()));
        }
        return block;
    }
}

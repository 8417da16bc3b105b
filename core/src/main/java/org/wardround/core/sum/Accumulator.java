package org.wardround.core.sum;

import org.wardround.core.vector.Vector;

/**
 * Adds words modulo 2^64 as they come. One owner; not thread-safe. Where contributions are kept, on disk say, {@link SummedWords} needs no
 * accumulator at all.
 */
public final class Accumulator {
    private final SumLayout layout;
    private final long[][] blocks;
    private int contributors;

    public Accumulator(SumLayout layout) {
        this.layout = layout;
        int count = Math.toIntExact((layout.length() + Vector.BLOCK - 1) / Vector.BLOCK);
        this.blocks = new long[count][];
        for (int i = 0; i < count; i++) {
            blocks[i] = new long[(int) Math.min(Vector.BLOCK, layout.length() - (long) i * Vector.BLOCK)];
        }
    }

    /** Adds one site's words. */
    public void add(Words words) {
        requireSameLength(words.length());
        for (int i = 0; i < blocks.length; i++) {
            words.addTo((long) i * Vector.BLOCK, blocks[i], blocks[i].length);
        }
        contributors++;
    }

    /** Adds what another accumulator of the same layout has collected. */
    public void add(Accumulator other) {
        requireSameLength(other.layout.length());
        for (int i = 0; i < blocks.length; i++) {
            for (int j = 0; j < blocks[i].length; j++) {
                blocks[i][j] += other.blocks[i][j];
            }
        }
        contributors += other.contributors;
    }

    private void requireSameLength(long length) {
        if (length != layout.length()) {
            throw new IllegalArgumentException("%d words can't be added to %d".formatted(length, layout.length()));
        }
    }

    public int contributors() {
        return contributors;
    }

    /** The sum so far, which shares this accumulator's memory: add nothing afterwards. */
    public Sum sum() {
        return new Sum(layout, new BlockWords(layout.length(), blocks), contributors);
    }

    /** The accumulator's blocks as words. */
    private record BlockWords(long length, long[][] blocks) implements Words {
        @Override
        public void read(long offset, long[] target, int count) {
            copy(offset, target, count, false);
        }

        @Override
        public void addTo(long offset, long[] target, int count) {
            copy(offset, target, count, true);
        }

        private void copy(long offset, long[] target, int count, boolean add) {
            for (int i = 0; i < count; i++) {
                long position = offset + i;
                long word = blocks[(int) (position / Vector.BLOCK)][(int) (position % Vector.BLOCK)];
                target[i] = add ? target[i] + word : word;
            }
        }
    }
}

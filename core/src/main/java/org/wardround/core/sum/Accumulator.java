package org.wardround.core.sum;

import org.wardround.core.vector.Vector;

/**
 * Adds words modulo 2^64 as they come; the same bits whatever the order and however the words are grouped over accumulators.
 *
 * <p>Holds one word for each value of the layout. Where contributions are kept, on disk say, {@link SummedWords} needs no accumulator at all.
 * One owner; not thread-safe. Adding nothing more than the layout's {@code maxContributors} is enforced, because the scales are safe for so
 * many only. After {@link #sum()} nothing can be added.
 */
public final class Accumulator {
    private final SumLayout layout;
    private final long[][] blocks;
    private int contributors;
    private boolean handedOut;

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
        if (words.length() != layout.length()) {
            throw new IllegalArgumentException(
                    "%d words can't be added to %d".formatted(words.length(), layout.length()));
        }
        count(1);
        for (int i = 0; i < blocks.length; i++) {
            words.addTo((long) i * Vector.BLOCK, blocks[i], blocks[i].length);
        }
    }

    /** Adds what another accumulator of the same layout has collected. */
    public void add(Accumulator other) {
        if (!layout.equals(other.layout)) {
            throw new IllegalArgumentException("a sum of another layout can't be added");
        }
        count(other.contributors);
        for (int i = 0; i < blocks.length; i++) {
            ArrayWords.add(other.blocks[i], 0, blocks[i], 0, blocks[i].length);
        }
    }

    private void count(int more) {
        if (handedOut) {
            throw new IllegalStateException("the sum has been handed out: nothing can be added any more");
        }
        layout.requireRoomFor((long) contributors + more);
        contributors += more;
    }

    public int contributors() {
        return contributors;
    }

    /** The sum of what was added, which shares this accumulator's memory. */
    public Sum sum() {
        handedOut = true;
        return new Sum(layout, new BlockWords(layout.length(), blocks), contributors);
    }
}

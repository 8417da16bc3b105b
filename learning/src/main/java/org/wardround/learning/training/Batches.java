package org.wardround.learning.training;

import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.LocalSpec;
import org.wardround.learning.model.Rows;

/**
 * A site's endless sequence of batches: epoch after epoch over all its rows, each epoch in an order of its own, the last batch of an epoch short where
 * the rows don't divide. The order of an epoch is a function of seed, site and epoch alone, so a round can start anywhere in the sequence and nothing
 * is kept between rounds. Not thread-safe.
 */
final class Batches {
    private final long key;
    private final int[] order;
    private final Rows rows;
    private final int batchSize;
    private final int batchesPerEpoch;
    private long epoch;
    private int inEpoch;

    private Batches(long key, int rowCount, int batchSize, long first) {
        this.key = key;
        this.order = new int[rowCount];
        this.rows = new Rows(order);
        this.batchSize = batchSize;
        this.batchesPerEpoch = batchesPerEpoch(rowCount, batchSize);
        this.epoch = first / batchesPerEpoch;
        this.inEpoch = (int) (first % batchesPerEpoch);
        arrange();
    }

    /**
     * @param rowCount the site's training rows, at least 1
     * @param first how many batches of the sequence are skipped
     */
    static Batches of(long seed, SiteId site, int rowCount, int batchSize, long first) {
        int size = batchSize == 0 ? rowCount : Math.min(batchSize, rowCount);
        long key = size == rowCount
                ? 0
                : SeededStream.of(seed, "batches", site.name()).nextLong();
        return new Batches(key, rowCount, size, first);
    }

    /** Steps that a site does in a round. */
    static int stepsPerRound(LocalSpec.Work work, int rowCount, int batchSize) {
        if (work instanceof LocalSpec.Work.Epochs epochs) {
            int size = batchSize == 0 ? rowCount : Math.min(batchSize, rowCount);
            return Math.multiplyExact(epochs.count(), batchesPerEpoch(rowCount, size));
        }
        return ((LocalSpec.Work.Steps) work).count();
    }

    private static int batchesPerEpoch(int rowCount, int batchSize) {
        return (rowCount + batchSize - 1) / batchSize;
    }

    /** The next batch; the window is moved again by the next call. */
    Rows next() {
        if (inEpoch == batchesPerEpoch) {
            inEpoch = 0;
            epoch++;
            arrange();
        }
        int from = inEpoch * batchSize;
        rows.move(from, Math.min(order.length, from + batchSize));
        inEpoch++;
        return rows;
    }

    private void arrange() {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        // One batch of all rows needs no order, and has the same rounding everywhere without one.
        if (batchesPerEpoch > 1) {
            SeededStream.ofIndex(key, epoch).shuffle(order);
        }
    }
}

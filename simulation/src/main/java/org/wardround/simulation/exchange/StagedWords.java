package org.wardround.simulation.exchange;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Words;
import org.wardround.core.vector.Vector;

/** Words that arrived block by block. Not thread-safe until all have arrived. */
final class StagedWords implements Words {
    private final List<long[]> blocks = new ArrayList<>();
    private long length;

    void append(long[] block, int count) {
        blocks.add(block);
        length += count;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long offset, long[] target, int count) {
        for (int done = 0; done < count; ) {
            int index = (int) ((offset + done) / Vector.BLOCK);
            int from = (int) ((offset + done) % Vector.BLOCK);
            int piece = Math.min(count - done, Vector.BLOCK - from);
            System.arraycopy(blocks.get(index), from, target, done, piece);
            done += piece;
        }
    }

    @Override
    public void addTo(long offset, long[] target, int count) {
        if (offset % Vector.BLOCK == 0) {
            // Sums are taken in blocks of the size in which releases are written.
            ArrayWords.owning(blocks.get((int) (offset / Vector.BLOCK))).addTo(0, target, count);
            return;
        }
        long[] read = new long[count];
        read(offset, read, count);
        ArrayWords.owning(read).addTo(0, target, count);
    }
}

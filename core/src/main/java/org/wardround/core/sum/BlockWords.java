package org.wardround.core.sum;

import org.wardround.core.vector.Vector;

/** Words in arrays of {@link Vector#BLOCK} each, the last one shorter. */
final class BlockWords implements Words {
    private final long length;
    private final long[][] blocks;

    /** Shares {@code blocks} with the caller. */
    BlockWords(long length, long[][] blocks) {
        this.length = length;
        this.blocks = blocks;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long offset, long[] target, int count) {
        int done = 0;
        while (done < count) {
            int from = positionInBlock(offset + done);
            int piece = Math.min(count - done, Vector.BLOCK - from);
            System.arraycopy(blockAt(offset + done), from, target, done, piece);
            done += piece;
        }
    }

    @Override
    public void addTo(long offset, long[] target, int count) {
        int done = 0;
        while (done < count) {
            int from = positionInBlock(offset + done);
            int piece = Math.min(count - done, Vector.BLOCK - from);
            ArrayWords.add(blockAt(offset + done), from, target, done, piece);
            done += piece;
        }
    }

    private long[] blockAt(long position) {
        return blocks[Math.toIntExact(position / Vector.BLOCK)];
    }

    private static int positionInBlock(long position) {
        return (int) (position % Vector.BLOCK);
    }

    @Override
    public String toString() {
        return "BlockWords[%d]".formatted(length);
    }
}

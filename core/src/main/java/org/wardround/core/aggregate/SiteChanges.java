package org.wardround.core.aggregate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.wardround.core.identity.SiteId;
import org.wardround.core.vector.Vector;

/** The changes of a round's sites, in the order of the sites' names. Immutable. */
public final class SiteChanges {
    /** A block over all sites holds about so many values: 8 MiB. */
    private static final int VALUES = 1 << 20;

    private static final int SMALLEST_BLOCK = 256;

    private final List<SiteChange> changes;

    /**
     * @param changes of different sites, at least one, all of one length
     */
    public SiteChanges(Collection<SiteChange> changes) {
        this.changes =
                changes.stream().sorted(Comparator.comparing(SiteChange::site)).toList();
        if (this.changes.stream().map(each -> each.change().length()).distinct().count() != 1) {
            throw new IllegalArgumentException("changes must be of one length, and there must be one at least");
        }
        if (this.changes.stream().map(SiteChange::site).distinct().count() != this.changes.size()) {
            throw new IllegalArgumentException("a site may have one change only");
        }
    }

    public int sites() {
        return changes.size();
    }

    /** Number of parameters. */
    public long length() {
        return changes.get(0).change().length();
    }

    SiteId site(int index) {
        return changes.get(index).site();
    }

    double[] rows() {
        return changes.stream().mapToDouble(SiteChange::rows).toArray();
    }

    /** How many values a block has, so that a block of every site fits memory. */
    int block() {
        int fitting = Math.max(SMALLEST_BLOCK, VALUES / sites());
        return (int) Math.min(length(), Math.min(Vector.BLOCK, fitting));
    }

    /** Told of each block in turn. */
    @FunctionalInterface
    interface BlockReader {
        /**
         * @param values of each site the block's values, in the order of the sites; to be overwritten at will
         */
        void read(double[][] values, int count);
    }

    /** Walks over all blocks from front to back. */
    void forEachBlock(BlockReader reader) {
        double[][] values = new double[sites()][block()];
        for (long offset = 0; offset < length(); offset += block()) {
            int count = (int) Math.min(block(), length() - offset);
            for (int i = 0; i < values.length; i++) {
                changes.get(i).change().read(offset, values[i], count);
            }
            reader.read(values, count);
        }
    }

    /** L2 norm of each site's change, in doubles added from front to back. */
    double[] norms() {
        double[] squares = new double[sites()];
        forEachBlock((values, count) -> {
            for (int i = 0; i < squares.length; i++) {
                for (int k = 0; k < count; k++) {
                    squares[i] += values[i][k] * values[i][k];
                }
            }
        });
        for (int i = 0; i < squares.length; i++) {
            squares[i] = StrictMath.sqrt(squares[i]);
        }
        return squares;
    }

    void require(int least) {
        if (sites() < least) {
            throw new IllegalArgumentException(
                    "needs the changes of %d sites at least, got %d".formatted(least, sites()));
        }
    }

    /** Shows the sizes, never values. */
    @Override
    public String toString() {
        return "SiteChanges[%d sites, %d values]".formatted(sites(), length());
    }
}

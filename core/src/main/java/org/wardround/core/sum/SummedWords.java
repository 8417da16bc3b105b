package org.wardround.core.sum;

import java.util.Arrays;
import java.util.List;

/** The sum of several contributions, taken block by block whenever a block is read: memory grows with neither sites nor model. */
public final class SummedWords implements Words {
    private final List<Words> contributions;

    public SummedWords(List<? extends Words> contributions) {
        this.contributions = List.copyOf(contributions);
        if (this.contributions.stream().mapToLong(Words::length).distinct().count() != 1) {
            throw new IllegalArgumentException("a sum needs contributions of one length");
        }
    }

    @Override
    public long length() {
        return contributions.get(0).length();
    }

    @Override
    public void read(long offset, long[] target, int count) {
        Arrays.fill(target, 0, count, 0);
        addTo(offset, target, count);
    }

    @Override
    public void addTo(long offset, long[] target, int count) {
        for (Words contribution : contributions) {
            contribution.addTo(offset, target, count);
        }
    }
}

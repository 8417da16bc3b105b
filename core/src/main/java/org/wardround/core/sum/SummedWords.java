package org.wardround.core.sum;

import java.util.Arrays;
import java.util.List;

/**
 * The sum of several contributions, taken block by block whenever a block is read: memory grows with neither sites nor model. As safe for
 * concurrent reading as the contributions.
 */
public final class SummedWords implements Words {
    private final List<Words> contributions;

    /**
     * @param contributions one or more, of one length and one ring
     */
    public SummedWords(List<? extends Words> contributions) {
        this.contributions = List.copyOf(contributions);
        if (this.contributions.stream().mapToLong(Words::length).distinct().count() != 1) {
            throw new IllegalArgumentException("a sum needs contributions, all of one length; got %d of the lengths %s"
                    .formatted(
                            contributions.size(),
                            this.contributions.stream()
                                    .map(Words::length)
                                    .distinct()
                                    .toList()));
        }
        if (this.contributions.stream().map(Words::ring).distinct().count() != 1) {
            throw new IllegalArgumentException("words of different rings can't be added");
        }
    }

    @Override
    public long length() {
        return contributions.get(0).length();
    }

    @Override
    public Ring ring() {
        return contributions.get(0).ring();
    }

    @Override
    public void read(long offset, long[] target, int count) {
        Arrays.fill(target, 0, count, 0);
        addTo(offset, target, count);
        Ring ring = ring();
        if (ring != Ring.BITS_64) {
            for (int i = 0; i < count; i++) {
                target[i] = ring.reduce(target[i]);
            }
        }
    }

    @Override
    public void addTo(long offset, long[] target, int count) {
        for (Words contribution : contributions) {
            contribution.addTo(offset, target, count);
        }
    }
}

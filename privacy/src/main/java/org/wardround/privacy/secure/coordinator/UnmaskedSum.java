package org.wardround.privacy.secure.coordinator;

import java.util.List;
import org.wardround.core.sum.Words;
import org.wardround.privacy.crypto.MaskGenerator;
import org.wardround.privacy.crypto.MaskKey;
import org.wardround.privacy.crypto.Ring;

/** The sum of masked words with the masks that are left in it taken off, block by block as it is read. Not thread-safe. */
final class UnmaskedSum implements Words {
    private final Words masked;
    private final Ring ring;
    private final MaskGenerator masks;
    private final List<MaskKey> inIt;
    private final List<MaskKey> negativeInIt;

    /** @param inIt masks that the sum holds; {@code negativeInIt}: those that it holds with a minus */
    UnmaskedSum(Words masked, Ring ring, List<MaskKey> inIt, List<MaskKey> negativeInIt) {
        this.masked = masked;
        this.ring = ring;
        this.masks = new MaskGenerator(ring);
        this.inIt = inIt;
        this.negativeInIt = negativeInIt;
    }

    @Override
    public long length() {
        return masked.length();
    }

    @Override
    public void read(long offset, long[] target, int count) {
        masked.read(offset, target, count);
        inIt.forEach(key -> masks.subtract(key, offset, target, count));
        negativeInIt.forEach(key -> masks.add(key, offset, target, count));
        if (ring != Ring.BITS_64) {
            for (int i = 0; i < count; i++) {
                target[i] = ring.reduce(target[i]);
            }
        }
    }

    @Override
    public void addTo(long offset, long[] target, int count) {
        long[] block = new long[count];
        read(offset, block, count);
        for (int i = 0; i < count; i++) {
            target[i] += block[i];
        }
    }
}

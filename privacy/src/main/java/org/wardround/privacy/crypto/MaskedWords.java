package org.wardround.privacy.crypto;

import java.util.List;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Words;

/** Words with masks added and subtracted, block by block as they are read. Not thread-safe. */
public final class MaskedWords implements Words {
    private final Words words;
    private final Ring ring;
    private final MaskGenerator masks;
    private final List<MaskKey> added;
    private final List<MaskKey> subtracted;

    public MaskedWords(Words words, Ring ring, List<MaskKey> added, List<MaskKey> subtracted) {
        this.words = words;
        this.ring = ring;
        this.masks = new MaskGenerator(ring);
        this.added = added;
        this.subtracted = subtracted;
    }

    @Override
    public long length() {
        return words.length();
    }

    @Override
    public Ring ring() {
        return ring;
    }

    @Override
    public void read(long offset, long[] target, int count) {
        words.read(offset, target, count);
        added.forEach(key -> masks.add(key, offset, target, count));
        subtracted.forEach(key -> masks.subtract(key, offset, target, count));
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

    @Override
    public String toString() {
        return "MaskedWords[%d]".formatted(length());
    }
}

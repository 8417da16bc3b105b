package org.wardround.privacy.noise;

import java.security.SecureRandom;
import java.util.Arrays;
import org.wardround.core.sum.Ring;
import org.wardround.privacy.crypto.MaskGenerator;
import org.wardround.privacy.crypto.MaskKey;

/** Secret random words: AES-256 in counter mode under a key from the operating system, which nobody sees and nothing keeps. Not thread-safe; its text shows nothing. */
public final class SecretWords {
    private static final int BLOCK = 2048;
    private static final int SIGN = 63;

    private final MaskGenerator generator = new MaskGenerator(Ring.BITS_64);
    private final MaskKey key;
    private final long[] block = new long[BLOCK];
    private long made;
    private int used = BLOCK;

    private SecretWords(MaskKey key) {
        this.key = key;
    }

    /** A new stream, like no other. */
    public static SecretWords fresh() {
        byte[] key = new byte[MaskKey.SIZE_BYTES];
        new SecureRandom().nextBytes(key);
        SecretWords words = new SecretWords(new MaskKey(key));
        Arrays.fill(key, (byte) 0);
        return words;
    }

    /** The same words each time, for tests that must come out the same: nothing it gives is secret. */
    static SecretWords insecureRepeatable(MaskKey key) {
        return new SecretWords(key);
    }

    /** 64 random bits. */
    long next() {
        if (used == BLOCK) {
            Arrays.fill(block, 0);
            generator.add(key, made, block, BLOCK);
            made += BLOCK;
            used = 0;
        }
        long word = block[used];
        block[used++] = 0;
        return word;
    }

    /** True with this probability (from 0 to 1), or less than it by one in 2^63. */
    public boolean happens(double probability) {
        return probability >= 1 || next() >>> 1 < (long) (probability * 0x1p63);
    }

    /**
     * A uniform number from 0 to {@code bound − 1}, exactly: those few words that would favour some numbers are drawn again.
     *
     * @param bound 1 or more
     * @see <a href="https://arxiv.org/abs/1805.10941">Lemire 2019, algorithm 5</a>
     */
    long below(long bound) {
        long word = next();
        long low = word * bound;
        if (Long.compareUnsigned(low, bound) < 0) {
            long unfair = Long.remainderUnsigned(-bound, bound);
            while (Long.compareUnsigned(low, unfair) < 0) {
                word = next();
                low = word * bound;
            }
        }
        return Math.multiplyHigh(word, bound) + (word >> SIGN & bound);
    }

    @Override
    public String toString() {
        return "secret words";
    }
}

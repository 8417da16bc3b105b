package org.wardround.privacy.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import org.wardround.core.sum.Ring;

/**
 * Makes the words of masks, which look random to whoever lacks their key and are the same for those two who have it: AES-256 in counter mode over zeros, read as little-endian words of 64 or
 * 32 bits. A mask can be entered at any word, so that vectors are masked block by block. Holds a buffer and no key; not thread-safe.
 *
 * @see <a href="https://doi.org/10.6028/NIST.SP.800-38A">NIST SP 800-38A, section 6.5</a>
 */
public final class MaskGenerator {
    private static final int AES_BLOCK_BYTES = 16;
    private static final byte[] ZEROS = new byte[16 * 1024];
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final Ring ring;
    private final Cipher cipher;
    private final byte[] chunk = new byte[ZEROS.length];

    public MaskGenerator(Ring ring) {
        this.ring = ring;
        try {
            this.cipher = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no AES in counter mode", e);
        }
    }

    /** Adds {@code count} words of a mask, from number {@code offset} on, to the front of {@code target}. In the ring of 32 bits only the low halves of the result count. */
    public void add(MaskKey key, long offset, long[] target, int count) {
        apply(key, offset, target, count, true);
    }

    /** As {@link #add}, and subtracts. */
    public void subtract(MaskKey key, long offset, long[] target, int count) {
        apply(key, offset, target, count, false);
    }

    /** {@code count} bytes from a key that serves nothing else. */
    public static byte[] bytes(MaskKey key, int count) {
        MaskGenerator stream = new MaskGenerator(Ring.BITS_64);
        stream.enter(key, 0);
        byte[] all = new byte[count];
        for (int done = 0; done < count; done += ZEROS.length) {
            int piece = Math.min(ZEROS.length, count - done);
            stream.fill(piece);
            System.arraycopy(stream.chunk, 0, all, done, piece);
        }
        return all;
    }

    private void apply(MaskKey key, long offset, long[] target, int count, boolean add) {
        Objects.checkFromIndexSize(0, count, target.length);
        enter(key, Math.multiplyExact(offset, ring.wordBytes()));
        int wordsPerChunk = chunk.length / ring.wordBytes();
        for (int from = 0; from < count; from += wordsPerChunk) {
            int words = Math.min(wordsPerChunk, count - from);
            fill(words * ring.wordBytes());
            if (ring == Ring.BITS_64 && add) {
                addLongs(target, from, words);
            } else if (ring == Ring.BITS_64) {
                subtractLongs(target, from, words);
            } else if (add) {
                addInts(target, from, words);
            } else {
                subtractInts(target, from, words);
            }
        }
    }

    // Four plain loops, so that the compiler turns each into few instructions. In the ring of 32 bits one load brings
    // two words: what the upper one does to the lower one's upper half does not count.

    private void addLongs(long[] target, int from, int words) {
        for (int i = 0; i < words; i++) {
            target[from + i] += (long) LONGS.get(chunk, i << 3);
        }
    }

    private void subtractLongs(long[] target, int from, int words) {
        for (int i = 0; i < words; i++) {
            target[from + i] -= (long) LONGS.get(chunk, i << 3);
        }
    }

    private void addInts(long[] target, int from, int words) {
        int pairs = words & ~1;
        for (int i = 0; i < pairs; i += 2) {
            long pair = (long) LONGS.get(chunk, i << 2);
            target[from + i] += pair;
            target[from + i + 1] += pair >>> Integer.SIZE;
        }
        if (pairs < words) {
            target[from + pairs] += (int) INTS.get(chunk, pairs << 2);
        }
    }

    private void subtractInts(long[] target, int from, int words) {
        int pairs = words & ~1;
        for (int i = 0; i < pairs; i += 2) {
            long pair = (long) LONGS.get(chunk, i << 2);
            target[from + i] -= pair;
            target[from + i + 1] -= pair >>> Integer.SIZE;
        }
        if (pairs < words) {
            target[from + pairs] -= (int) INTS.get(chunk, pairs << 2);
        }
    }

    private void enter(MaskKey key, long offsetBytes) {
        try {
            byte[] counter = ByteBuffer.allocate(AES_BLOCK_BYTES)
                    .putLong(0)
                    .putLong(offsetBytes / AES_BLOCK_BYTES)
                    .array();
            cipher.init(Cipher.ENCRYPT_MODE, key.platformKey(), new IvParameterSpec(counter));
            fill((int) (offsetBytes % AES_BLOCK_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no AES with keys of 256 bits", e);
        }
    }

    private void fill(int bytes) {
        try {
            int made = cipher.update(ZEROS, 0, bytes, chunk, 0);
            if (made != bytes) {
                throw new IllegalStateException("counter mode gave %d bytes of %d".formatted(made, bytes));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("counter mode failed", e);
        }
    }
}

package org.wardround.protocol.message;

import java.security.MessageDigest;
import org.wardround.core.identity.Sha256;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Words;
import org.wardround.core.vector.Vector;

/** Words as they travel: little-endian, so many bytes each as their ring has. */
public final class WordBytes {
    private WordBytes() {}

    /** For words that fit memory. */
    public static byte[] of(Words words) {
        long[] all = new long[Math.toIntExact(words.length())];
        ArrayWords.copyOf(words).read(0, all, all.length);
        byte[] bytes = new byte[Math.toIntExact(words.bytes())];
        words.ring().write(all, all.length, bytes);
        return bytes;
    }

    /** SHA-256 of the bytes, taken block by block. */
    public static Sha256 digest(Words words) {
        MessageDigest digest = Sha256.newDigest();
        Ring ring = words.ring();
        long[] block = new long[(int) Math.min(Vector.BLOCK, words.length())];
        byte[] bytes = new byte[block.length * ring.wordBytes()];
        for (long offset = 0; offset < words.length(); offset += block.length) {
            int count = (int) Math.min(block.length, words.length() - offset);
            words.read(offset, block, count);
            ring.write(block, count, bytes);
            digest.update(bytes, 0, count * ring.wordBytes());
        }
        return Sha256.finish(digest);
    }

    /** IllegalArgumentException unless there are whole words. */
    public static Words words(byte[] bytes, Ring ring) {
        if (bytes.length % ring.wordBytes() != 0) {
            throw new IllegalArgumentException("%d bytes are no whole words".formatted(bytes.length));
        }
        long[] words = new long[bytes.length / ring.wordBytes()];
        ring.read(bytes, words.length, words, 0);
        return ArrayWords.owning(words, ring);
    }
}

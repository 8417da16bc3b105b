package org.wardround.protocol.message;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import org.wardround.core.identity.Sha256;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Words;
import org.wardround.core.vector.Vector;

/** Words as they travel: little-endian, eight bytes each. */
public final class WordBytes {
    private WordBytes() {}

    /** For words that fit memory. */
    public static byte[] of(Words words) {
        long[] all = new long[Math.toIntExact(words.length())];
        ArrayWords.copyOf(words).read(0, all, all.length);
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(all.length, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(all);
        return bytes.array();
    }

    /** SHA-256 of the bytes, taken block by block. */
    public static Sha256 digest(Words words) {
        MessageDigest digest = Sha256.newDigest();
        long[] block = new long[(int) Math.min(Vector.BLOCK, words.length())];
        ByteBuffer bytes = ByteBuffer.allocate(block.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long offset = 0; offset < words.length(); offset += block.length) {
            int count = (int) Math.min(block.length, words.length() - offset);
            words.read(offset, block, count);
            bytes.clear().asLongBuffer().put(block, 0, count);
            digest.update(bytes.limit(count * Long.BYTES));
        }
        return Sha256.finish(digest);
    }

    /** IllegalArgumentException unless there are whole words. */
    public static Words words(byte[] bytes) {
        if (bytes.length % Long.BYTES != 0) {
            throw new IllegalArgumentException("%d bytes are no whole words".formatted(bytes.length));
        }
        long[] words = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        return ArrayWords.owning(words);
    }
}

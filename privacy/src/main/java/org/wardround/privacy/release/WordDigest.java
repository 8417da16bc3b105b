package org.wardround.privacy.release;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import org.wardround.core.identity.Sha256;

/** SHA-256 over words as little-endian 64-bit integers. Not thread-safe. */
final class WordDigest {
    private static final int CHUNK = 1024;

    private final MessageDigest digest = Sha256.newDigest();

    void update(long[] words, int count) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.min(CHUNK, count) * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < count; from += CHUNK) {
            int piece = Math.min(CHUNK, count - from);
            bytes.clear().asLongBuffer().put(words, from, piece);
            digest.update(bytes.limit(piece * Long.BYTES));
        }
    }

    Sha256 finish() {
        return Sha256.finish(digest);
    }
}

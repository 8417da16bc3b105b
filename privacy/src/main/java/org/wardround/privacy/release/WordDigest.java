package org.wardround.privacy.release;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import org.wardround.core.identity.Sha256;

/** SHA-256 over words as little-endian 64-bit integers. */
final class WordDigest {
    private final MessageDigest digest = Sha256.newDigest();

    void update(long[] words, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(words, 0, count);
        digest.update(bytes);
    }

    Sha256 finish() {
        return Sha256.finish(digest);
    }
}

package org.wardround.privacy.release;

import java.security.MessageDigest;
import org.wardround.core.identity.Sha256;
import org.wardround.core.sum.Ring;

/** SHA-256 over words as they travel: little-endian integers of their ring. Not thread-safe. */
final class WordDigest {
    private final MessageDigest digest = Sha256.newDigest();
    private final Ring ring;
    private byte[] bytes = new byte[0];

    WordDigest(Ring ring) {
        this.ring = ring;
    }

    void update(long[] words, int count) {
        if (bytes.length < count * ring.wordBytes()) {
            bytes = new byte[count * ring.wordBytes()];
        }
        ring.write(words, count, bytes);
        digest.update(bytes, 0, count * ring.wordBytes());
    }

    Sha256 finish() {
        return Sha256.finish(digest);
    }
}

package org.wardround.privacy.crypto;

import javax.crypto.spec.SecretKeySpec;

/** The key of one stream of masks: 32 bytes. Immutable; its text shows nothing. */
public final class MaskKey {
    public static final int SIZE_BYTES = 32;

    private final SecretKeySpec key;

    /** @param key 32 bytes, copied, for one stream and nothing else */
    public MaskKey(byte[] key) {
        if (key.length != SIZE_BYTES) {
            throw new IllegalArgumentException("a key of masks has 32 bytes, got " + key.length);
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    SecretKeySpec platformKey() {
        return key;
    }

    @Override
    public String toString() {
        return "a key of masks";
    }
}

package org.wardround.privacy.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes keys out of a secret: HKDF with HMAC-SHA-256. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869, sections 2.2 and 2.3</a>
 */
public final class Hkdf {
    private static final String HMAC = "HmacSHA256";
    private static final int HASH_BYTES = 32;

    private Hkdf() {}

    /**
     * 32 bytes for one purpose.
     *
     * @param secret what nobody else knows, of any length above 0
     * @param salt may be public; empty means 32 zero bytes
     * @param purpose names what the key is for: two purposes never share a key
     * @param context binds the key to what it is used in, a session say
     */
    public static byte[] key(byte[] secret, byte[] salt, String purpose, byte[] context) {
        byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
        // No purpose holds a zero byte, so (purpose, context) can be told apart.
        byte[] info = Arrays.copyOf(name, name.length + 1 + context.length);
        System.arraycopy(context, 0, info, name.length + 1, context.length);
        byte[] pseudorandomKey = extract(salt, secret);
        try {
            return expand(pseudorandomKey, info, HASH_BYTES);
        } finally {
            Arrays.fill(pseudorandomKey, (byte) 0);
        }
    }

    static byte[] extract(byte[] salt, byte[] secret) {
        return hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt).doFinal(secret);
    }

    /** @param sizeBytes at most 255 · 32 */
    static byte[] expand(byte[] pseudorandomKey, byte[] info, int sizeBytes) {
        if (sizeBytes < 1 || sizeBytes > 255 * HASH_BYTES) {
            throw new IllegalArgumentException("HKDF gives 1 to 8160 bytes, got " + sizeBytes);
        }
        Mac hmac = hmac(pseudorandomKey);
        byte[] output = new byte[sizeBytes];
        byte[] block = new byte[0];
        for (int done = 0, counter = 1; done < sizeBytes; counter++) {
            hmac.update(block);
            hmac.update(info);
            hmac.update((byte) counter);
            block = hmac.doFinal();
            int piece = Math.min(block.length, sizeBytes - done);
            System.arraycopy(block, 0, output, done, piece);
            done += piece;
        }
        Arrays.fill(block, (byte) 0);
        return output;
    }

    private static Mac hmac(byte[] key) {
        try {
            Mac hmac = Mac.getInstance(HMAC);
            hmac.init(new SecretKeySpec(key, HMAC));
            return hmac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no HMAC with SHA-256", e);
        }
    }
}

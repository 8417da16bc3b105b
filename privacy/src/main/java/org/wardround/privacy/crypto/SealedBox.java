package org.wardround.privacy.crypto;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals one short message so that only the holder of the key can read it and nobody can change it: AES-256-GCM. The nonce is zero, because a key seals <em>one</em>
 * message in its life; sealing the same message again gives the same bytes, which tells nothing.
 *
 * @see <a href="https://doi.org/10.6028/NIST.SP.800-38D">NIST SP 800-38D</a>
 */
public final class SealedBox {
    /** What sealing adds to a message. */
    public static final int TAG_BYTES = 16;

    private static final byte[] NONCE = new byte[12];

    private SealedBox() {}

    /**
     * Seals.
     *
     * @param key 32 bytes that seal this message alone
     * @param about what the message is tied to; not hidden, not sent
     */
    public static byte[] seal(byte[] key, byte[] message, byte[] about) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, about).doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform can't seal", e);
        }
    }

    /** The message; empty where the bytes were sealed by another key, about something else, or changed. */
    public static Optional<byte[]> open(byte[] key, byte[] sealed, byte[] about) {
        if (sealed.length < TAG_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, about).doFinal(sealed));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform can't open what is sealed", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] about) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, NONCE));
        cipher.updateAAD(about);
        return cipher;
    }
}

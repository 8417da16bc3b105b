package org.wardround.core.trust;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.wardround.core.identity.Sha256;

/**
 * An Ed25519 public key. Its 32 bytes are the point's canonical encoding; nothing else is accepted, nor a point of small order, so that two keys
 * are equal exactly when their bytes are. Immutable, ordered by its text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8032">RFC 8032</a>
 */
public final class VerifyingKey implements Comparable<VerifyingKey> {
    public static final int SIZE_BYTES = 32;

    /** What the text of every key starts with. */
    public static final String PREFIX = "ed25519:";

    private static final Pattern TEXT = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    private final byte[] encoded;

    private VerifyingKey(byte[] encoded) {
        this.encoded = encoded;
    }

    /** @throws IllegalArgumentException where {@code encoded} is no public key */
    public static VerifyingKey of(byte[] encoded) {
        if (encoded.length != SIZE_BYTES) {
            throw new IllegalArgumentException(
                    "a public key has %d bytes, got %d".formatted(SIZE_BYTES, encoded.length));
        }
        BigInteger y = y(encoded);
        if (!EdwardsCurve.holds(y)) {
            throw new IllegalArgumentException("these 32 bytes are no public key of Ed25519; copy it again");
        }
        if (EdwardsCurve.isWeak(y)) {
            throw new IllegalArgumentException("this public key is one of the eight weak ones that prove nothing");
        }
        return new VerifyingKey(encoded.clone());
    }

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException where {@code text} is no public key
     */
    public static VerifyingKey parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a public key is %s and 43 letters, digits, _ or -, got %d characters that are not"
                            .formatted(PREFIX, text.length()));
        }
        byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        VerifyingKey key = of(bytes);
        if (!key.toString().equals(text)) {
            throw new IllegalArgumentException(
                    "this public key has a last character that it can't have; copy it again");
        }
        return key;
    }

    /** The 32 bytes, copied. */
    public byte[] bytes() {
        return encoded.clone();
    }

    public Sha256 hash() {
        return Sha256.of(encoded);
    }

    /** The fingerprint that people compare. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(hash());
    }

    /** Whether {@code signature} was made over {@code message} in this domain by the private key that belongs to this one. */
    public boolean verifies(SigningDomain domain, byte[] message, Signature signature) {
        return verifies(domain.separate(message), signature);
    }

    boolean verifies(byte[] message, Signature signature) {
        try {
            java.security.Signature verifier = java.security.Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey());
            verifier.update(message);
            return verifier.verify(signature.bytes());
        } catch (SignatureException e) {
            return false; // Not the form of a signature: its number is too large, say.
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a checked public key is refused by this Java platform", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no Ed25519", e);
        }
    }

    private PublicKey publicKey() throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(
                        new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(isXOdd(encoded), y(encoded))));
    }

    private static boolean isXOdd(byte[] encoded) {
        return encoded[SIZE_BYTES - 1] < 0;
    }

    /** Little-endian, without the sign of x. */
    private static BigInteger y(byte[] encoded) {
        byte[] bigEndian = new byte[SIZE_BYTES];
        for (int i = 0; i < SIZE_BYTES; i++) {
            bigEndian[i] = encoded[SIZE_BYTES - 1 - i];
        }
        bigEndian[0] &= 0x7f;
        return new BigInteger(1, bigEndian);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyingKey key && Arrays.equals(encoded, key.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public int compareTo(VerifyingKey other) {
        return toString().compareTo(other.toString());
    }

    /** {@code ed25519:} and the bytes in base64url without padding. */
    @Override
    public String toString() {
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(encoded);
    }
}

package org.wardround.privacy.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** The public half of an {@link AgreementKey}: the 32 bytes of RFC 7748. Immutable. */
public final class AgreementPublicKey {
    public static final int SIZE_BYTES = 32;

    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private final byte[] encoded;

    private AgreementPublicKey(byte[] encoded) {
        this.encoded = encoded;
    }

    /**
     * A key of 32 bytes. Only the one form of each number is taken, so that two keys are equal exactly when their bytes are; whether the point has a small
     * order is found when it is used.
     *
     * @throws IllegalArgumentException where it has another length or is not below 2^255 − 19
     */
    public static AgreementPublicKey of(byte[] encoded) {
        if (encoded.length != SIZE_BYTES) {
            throw new IllegalArgumentException("a key to agree with has 32 bytes, got " + encoded.length);
        }
        if (u(encoded).compareTo(PRIME) >= 0) {
            throw new IllegalArgumentException("this key to agree with is not in its one form");
        }
        return new AgreementPublicKey(encoded.clone());
    }

    /** The 32 bytes, copied. */
    public byte[] bytes() {
        return encoded.clone();
    }

    PublicKey platformKey() {
        return platformKey(u(encoded));
    }

    static PublicKey platformKey(BigInteger u) {
        try {
            return KeyFactory.getInstance("X25519").generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, u));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no X25519", e);
        }
    }

    private static BigInteger u(byte[] littleEndian) {
        byte[] bigEndian = new byte[SIZE_BYTES];
        for (int i = 0; i < SIZE_BYTES; i++) {
            bigEndian[i] = littleEndian[SIZE_BYTES - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AgreementPublicKey key && Arrays.equals(encoded, key.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(encoded);
    }
}

package org.wardround.cli.crypto;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.SecureRandom;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;

/** X25519 by Bouncy Castle, over the Java platform's keys. Public only because providers are made so ({@link FastCurves}). Not thread-safe. */
public final class FastAgreement extends KeyAgreementSpi {
    private final byte[] secret = new byte[X25519.POINT_SIZE];
    private byte @Nullable [] scalar;

    @Override
    protected void engineInit(Key key, SecureRandom random) throws InvalidKeyException {
        if (!(key instanceof XECPrivateKey own)) {
            throw new InvalidKeyException("a private key of X25519 is needed");
        }
        scalar = own.getScalar()
                .filter(bytes -> bytes.length == X25519.SCALAR_SIZE)
                .orElseThrow(() -> new InvalidKeyException("the private key does not give its 32 bytes"));
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec parameters, SecureRandom random)
            throws InvalidKeyException {
        engineInit(key, random);
    }

    /** @throws InvalidKeyException also where the other's point has a small order, so that anybody could tell the secret */
    @Override
    protected @Nullable Key engineDoPhase(Key key, boolean last) throws InvalidKeyException {
        if (scalar == null) {
            throw new IllegalStateException("a private key is needed first");
        }
        if (!(key instanceof XECPublicKey theirs)) {
            throw new InvalidKeyException("a public key of X25519 is needed");
        }
        if (!X25519.calculateAgreement(scalar, 0, littleEndian(theirs.getU()), 0, secret, 0)) {
            throw new InvalidKeyException("Point has small order");
        }
        return null;
    }

    private static byte[] littleEndian(BigInteger number) throws InvalidKeyException {
        byte[] bigEndian = number.toByteArray();
        byte[] bytes = new byte[X25519.POINT_SIZE];
        if (number.signum() < 0 || number.bitLength() > Byte.SIZE * bytes.length) {
            throw new InvalidKeyException("a public key has 32 bytes");
        }
        for (int i = 0; i < Math.min(bigEndian.length, bytes.length); i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        return bytes;
    }

    @Override
    protected byte[] engineGenerateSecret() {
        return secret.clone();
    }

    @Override
    protected int engineGenerateSecret(byte[] into, int from) throws ShortBufferException {
        if (into.length - from < secret.length) {
            throw new ShortBufferException("a secret has 32 bytes");
        }
        System.arraycopy(secret, 0, into, from, secret.length);
        return secret.length;
    }

    @Override
    protected SecretKey engineGenerateSecret(String algorithm) {
        return new SecretKeySpec(secret, algorithm);
    }
}

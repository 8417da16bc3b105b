package org.wardround.core.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/**
 * An Ed25519 private key with its public one. Shows only the public half, and wipes its seed when closed; copies that the Java platform makes while
 * it signs are beyond reach. Thread-safe until it is closed.
 */
public final class SigningKey implements AutoCloseable {
    public static final int SEED_BYTES = 32;

    private final SecretBytes seed;
    private final VerifyingKey verifyingKey;

    private SigningKey(SecretBytes seed, VerifyingKey verifyingKey) {
        this.seed = seed;
        this.verifyingKey = verifyingKey;
    }

    /** A fresh key from the platform's secure random numbers. */
    public static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] seed = ((EdECPrivateKey) pair.getPrivate())
                    .getBytes()
                    .orElseThrow(() -> new IllegalStateException("this Java platform hides the keys that it makes"));
            try {
                return new SigningKey(
                        SecretBytes.copyOf(seed), verifyingKey(((EdECPublicKey) pair.getPublic()).getPoint()));
            } finally {
                Arrays.fill(seed, (byte) 0);
            }
        } catch (GeneralSecurityException e) {
            throw noEd25519(e);
        }
    }

    /**
     * The key of a seed, which is copied.
     *
     * @throws IllegalArgumentException where the seed has another length or does not belong to {@code verifyingKey}
     */
    public static SigningKey of(SecretBytes seed, VerifyingKey verifyingKey) {
        if (seed.sizeBytes() != SEED_BYTES) {
            throw new IllegalArgumentException(
                    "a private key has %d bytes, got %d".formatted(SEED_BYTES, seed.sizeBytes()));
        }
        byte[] bytes = seed.read(SecretAccess.granted());
        SigningKey key = new SigningKey(SecretBytes.copyOf(bytes), verifyingKey);
        Arrays.fill(bytes, (byte) 0);
        byte[] message = verifyingKey.bytes();
        if (!verifyingKey.verifies(SigningDomain.KEY_CHECK, message, key.sign(SigningDomain.KEY_CHECK, message))) {
            key.close();
            throw new IllegalArgumentException("this private key does not belong to " + verifyingKey);
        }
        return key;
    }

    public VerifyingKey verifyingKey() {
        return verifyingKey;
    }

    /** Signs {@code message} for one purpose. The same message always gets the same signature. */
    public Signature sign(SigningDomain domain, byte[] message) {
        return sign(domain.separate(message));
    }

    Signature sign(byte[] message) {
        byte[] bytes = seed.read(SecretAccess.granted());
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, bytes));
            java.security.Signature signer = java.security.Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(message);
            return Signature.of(signer.sign());
        } catch (GeneralSecurityException e) {
            throw noEd25519(e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** A copy of the seed, for the one who writes the key file. */
    SecretBytes seed() {
        byte[] bytes = seed.read(SecretAccess.granted());
        try {
            return SecretBytes.copyOf(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static VerifyingKey verifyingKey(EdECPoint point) {
        byte[] bigEndian = point.getY().toByteArray();
        byte[] encoded = new byte[VerifyingKey.SIZE_BYTES];
        for (int i = 0; i < bigEndian.length && i < encoded.length; i++) {
            encoded[i] = bigEndian[bigEndian.length - 1 - i];
        }
        if (point.isXOdd()) {
            encoded[encoded.length - 1] |= (byte) 0x80;
        }
        return VerifyingKey.of(encoded);
    }

    private static IllegalStateException noEd25519(GeneralSecurityException cause) {
        return new IllegalStateException("this Java platform has no Ed25519", cause);
    }

    @Override
    public void close() {
        seed.close();
    }

    @Override
    public String toString() {
        return "the private key of " + verifyingKey;
    }
}

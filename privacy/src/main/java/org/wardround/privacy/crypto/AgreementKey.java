package org.wardround.privacy.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/**
 * A private key from which two sites make a secret that only they know: X25519. Not thread-safe; its text shows nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7748">RFC 7748, sections 5 and 6.1</a>
 */
public final class AgreementKey {
    public static final int SIZE_BYTES = 32;

    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    private final KeyAgreement agreement;
    private final PrivateKey key;

    private AgreementKey(KeyAgreement agreement, PrivateKey key) {
        this.agreement = agreement;
        this.key = key;
    }

    /**
     * The key of a secret.
     *
     * @param secret 32 bytes, any; they are copied by the Java platform
     */
    public static AgreementKey of(byte[] secret) {
        if (secret.length != SIZE_BYTES) {
            throw new IllegalArgumentException("a private key has 32 bytes, got " + secret.length);
        }
        try {
            PrivateKey key = KeyFactory.getInstance("X25519")
                    .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret));
            return new AgreementKey(KeyAgreement.getInstance("X25519"), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no X25519", e);
        }
    }

    /** Recomputed from the private half: the agreement with the base point. */
    public AgreementPublicKey publicKey() {
        return AgreementPublicKey.of(agree(AgreementPublicKey.platformKey(BASE_POINT))
                .orElseThrow(() -> new IllegalStateException("the base point is refused")));
    }

    /** The 32 bytes that the two have in common; empty where {@code peer} has a small order, from which anybody could tell them. */
    public Optional<byte[]> agree(AgreementPublicKey peer) {
        return agree(peer.platformKey());
    }

    private Optional<byte[]> agree(PublicKey peer) {
        try {
            agreement.init(key);
            agreement.doPhase(peer, true);
            byte[] secret = agreement.generateSecret();
            // The platform refuses small orders; should one ever not, the result is all zeros.
            return Arrays.equals(secret, new byte[SIZE_BYTES]) ? Optional.empty() : Optional.of(secret);
        } catch (InvalidKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "a private key to agree with";
    }
}

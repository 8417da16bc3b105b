package org.wardround.core.trust;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;

/** Keys of TLS certificates: ECDSA over the curve P-256 and nothing else. Stateless. */
public final class TlsKey {
    /** How these keys sign certificates and requests. */
    public static final String SIGNATURE = "SHA256withECDSA";

    private static final String ALGORITHM = "EC";
    private static final String CURVE = "secp256r1";
    private static final byte[] PROBE = {1};

    private TlsKey() {}

    /** A fresh pair from the platform's secure random numbers. */
    public static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(new ECGenParameterSpec(CURVE), new SecureRandom());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** Whether it is a point of P-256. */
    public static boolean isP256(PublicKey key) {
        return key instanceof ECPublicKey point && isP256(point.getParams());
    }

    /** Whether it is a key of P-256. */
    public static boolean isP256(PrivateKey key) {
        return key instanceof ECPrivateKey secret && isP256(secret.getParams());
    }

    private static boolean isP256(ECParameterSpec found) {
        ECParameterSpec wanted = ((ECPublicKey) Known.PAIR.getPublic()).getParams();
        return found.getCurve().equals(wanted.getCurve())
                && found.getGenerator().equals(wanted.getGenerator())
                && found.getOrder().equals(wanted.getOrder())
                && found.getCofactor() == wanted.getCofactor();
    }

    /** Whether the two halves belong together. */
    public static boolean areOnePair(PublicKey publicKey, PrivateKey privateKey) {
        if (!isP256(publicKey) || !isP256(privateKey)) {
            return false;
        }
        try {
            Signature signer = Signature.getInstance(SIGNATURE);
            signer.initSign(privateKey);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            signer.initVerify(publicKey);
            signer.update(PROBE);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static IllegalStateException missing(GeneralSecurityException cause) {
        return new IllegalStateException("this Java platform has no ECDSA over P-256", cause);
    }

    /** Some pair, for the numbers of its curve. */
    private static final class Known {
        private static final KeyPair PAIR = generate();
    }
}

package org.wardround.privacy.secure.site;

import java.util.Arrays;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.SecretAccess;
import org.wardround.core.trust.SecretBytes;
import org.wardround.privacy.crypto.AgreementKey;
import org.wardround.privacy.crypto.MaskGenerator;
import org.wardround.privacy.crypto.MaskKey;
import org.wardround.privacy.secure.Derivation;
import org.wardround.privacy.secure.SecureSession;

/** The secrets of a site in one session, all made from one seed. Made anew where they are needed; not kept. */
final class SiteKeys {
    private final SecureSession session;
    private final SiteId site;
    private final SecretBytes seed;

    SiteKeys(SecureSession session, SiteId site, SecretBytes seed) {
        this.session = session;
        this.site = site;
        this.seed = seed;
    }

    /** For sealing shares. */
    AgreementKey channel() {
        return AgreementKey.of(secret("wardround/secure/channel-key"));
    }

    /** The private mask key, of which shares are dealt. */
    byte[] maskKey() {
        return secret("wardround/secure/mask-key");
    }

    /** The secret of the own mask, of which shares are dealt. */
    byte[] selfMask() {
        return secret("wardround/secure/self-mask");
    }

    /** Coefficients for dealing the private mask key. */
    byte[] maskKeyCoefficients(int size) {
        return coefficients("wardround/secure/mask-key-sharing", size);
    }

    /** Coefficients for dealing the secret of the own mask. */
    byte[] selfMaskCoefficients(int size) {
        return coefficients("wardround/secure/self-mask-sharing", size);
    }

    private byte[] coefficients(String purpose, int size) {
        return MaskGenerator.bytes(new MaskKey(secret(purpose)), size);
    }

    private byte[] secret(String purpose) {
        byte[] bytes = seed.read(SecretAccess.granted());
        try {
            return Derivation.key(session, bytes, purpose, site);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}

package org.wardround.privacy.secure;

import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Signature;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.privacy.crypto.AgreementPublicKey;

/**
 * Step 0: the fresh keys of a site for one session, signed with its identity key.
 *
 * @param channel for sealing shares
 * @param mask for the masks that it has in common with each other site
 * @param selfMask commitment to the secret of its own mask
 */
public record KeyAdvertisement(
        SiteId site, AgreementPublicKey channel, AgreementPublicKey mask, Sha256 selfMask, Signature signature) {

    /** Signs. */
    public static KeyAdvertisement sign(
            SecureSession session,
            SiteId site,
            AgreementPublicKey channel,
            AgreementPublicKey mask,
            Sha256 selfMask,
            SigningKey identity) {
        byte[] content = content(session, site, channel, mask, selfMask);
        return new KeyAdvertisement(site, channel, mask, selfMask, identity.sign(SigningDomain.SECURE_KEYS, content));
    }

    /** Whether the site, which must be invited, signed just this for just this session. */
    public boolean isSigned(SecureSession session) {
        return session.identity(site)
                .verifies(SigningDomain.SECURE_KEYS, content(session, site, channel, mask, selfMask), signature);
    }

    private static byte[] content(
            SecureSession session, SiteId site, AgreementPublicKey channel, AgreementPublicKey mask, Sha256 selfMask) {
        return new CanonicalBytes()
                .digest(session.id())
                .text(site.name())
                .bytes(channel.bytes())
                .bytes(mask.bytes())
                .digest(selfMask)
                .toArray();
    }
}

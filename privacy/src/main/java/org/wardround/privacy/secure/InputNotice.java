package org.wardround.privacy.secure;

import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Signature;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;

/**
 * Step 2: the digest of a site's masked words, signed, so that nobody can say that it sent others.
 *
 * @param digest over the words as they travel, each in the ring's bytes, the lowest byte first
 */
public record InputNotice(SiteId site, Sha256 digest, Signature signature) {

    /** Signs. */
    public static InputNotice sign(SecureSession session, SiteId site, Sha256 digest, SigningKey identity) {
        return new InputNotice(site, digest, identity.sign(SigningDomain.SECURE_INPUT, content(session, site, digest)));
    }

    /** Whether the site, which must be invited, signed just this for just this session. */
    public boolean isSigned(SecureSession session) {
        return session.identity(site).verifies(SigningDomain.SECURE_INPUT, content(session, site, digest), signature);
    }

    private static byte[] content(SecureSession session, SiteId site, Sha256 digest) {
        return new CanonicalBytes()
                .digest(session.id())
                .text(site.name())
                .digest(digest)
                .toArray();
    }
}

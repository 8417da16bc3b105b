package org.wardround.privacy.secure;

import java.util.SortedMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Signature;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;

/** Step 3: a site's word that the sum holds the masked words of just these sites, each with just this digest. */
public record Confirmation(SiteId site, Signature signature) {

    /** Signs. */
    public static Confirmation sign(
            SecureSession session, SiteId site, SortedMap<SiteId, InputNotice> survivors, SigningKey identity) {
        return new Confirmation(site, identity.sign(SigningDomain.SECURE_SURVIVORS, content(session, survivors)));
    }

    /** Whether the site, which must be invited, confirmed just these survivors in just this session. */
    public boolean isSigned(SecureSession session, SortedMap<SiteId, InputNotice> survivors) {
        return session.identity(site).verifies(SigningDomain.SECURE_SURVIVORS, content(session, survivors), signature);
    }

    private static byte[] content(SecureSession session, SortedMap<SiteId, InputNotice> survivors) {
        CanonicalBytes content = new CanonicalBytes().digest(session.id()).number(survivors.size());
        survivors.forEach((site, notice) -> content.text(site.name()).digest(notice.digest()));
        return content.toArray();
    }
}

package org.wardround.privacy.secure;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Signature;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;

/** Step 1: what one site deals to each of the others that advertised keys, signed. */
public record ShareBundle(SiteId dealer, SortedMap<SiteId, SealedShares> byHolder, Signature signature) {
    public ShareBundle {
        byHolder = Collections.unmodifiableSortedMap(new TreeMap<>(byHolder));
    }

    /** Signs. */
    public static ShareBundle sign(
            SecureSession session, SiteId dealer, SortedMap<SiteId, SealedShares> byHolder, SigningKey identity) {
        return new ShareBundle(
                dealer, byHolder, identity.sign(SigningDomain.SECURE_SHARES, content(session, dealer, byHolder)));
    }

    /** Whether the dealer, who must be invited, signed just this for just this session. */
    public boolean isSigned(SecureSession session) {
        return session.identity(dealer)
                .verifies(SigningDomain.SECURE_SHARES, content(session, dealer, byHolder), signature);
    }

    private static byte[] content(SecureSession session, SiteId dealer, SortedMap<SiteId, SealedShares> byHolder) {
        CanonicalBytes content =
                new CanonicalBytes().digest(session.id()).text(dealer.name()).number(byHolder.size());
        byHolder.forEach((holder, shares) -> content.text(holder.name())
                .bytes(shares.sealed().toArray())
                .digest(shares.selfMaskShare())
                .digest(shares.maskKeyShare()));
        return content.toArray();
    }
}

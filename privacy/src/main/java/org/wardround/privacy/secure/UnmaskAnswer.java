package org.wardround.privacy.secure;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.core.trust.Signature;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;

/**
 * Step 4: the shares by which the masks come off. Of each site one kind, never both: with both shares from enough sites its words could be read.
 *
 * @param selfMasks by site whose words are in the sum: a share of the secret of its own mask
 * @param maskKeys by site that dealt shares and then went away: a share of its private mask key
 */
public record UnmaskAnswer(
        SiteId site, SortedMap<SiteId, Bytes> selfMasks, SortedMap<SiteId, Bytes> maskKeys, Signature signature) {
    public UnmaskAnswer {
        selfMasks = Collections.unmodifiableSortedMap(new TreeMap<>(selfMasks));
        maskKeys = Collections.unmodifiableSortedMap(new TreeMap<>(maskKeys));
    }

    /** Signs. */
    public static UnmaskAnswer sign(
            SecureSession session,
            SiteId site,
            SortedMap<SiteId, Bytes> selfMasks,
            SortedMap<SiteId, Bytes> maskKeys,
            SigningKey identity) {
        byte[] content = content(session, site, selfMasks, maskKeys);
        return new UnmaskAnswer(site, selfMasks, maskKeys, identity.sign(SigningDomain.SECURE_UNMASKING, content));
    }

    /** Whether the site, which must be invited, signed just this for just this session. */
    public boolean isSigned(SecureSession session) {
        return session.identity(site)
                .verifies(SigningDomain.SECURE_UNMASKING, content(session, site, selfMasks, maskKeys), signature);
    }

    private static byte[] content(
            SecureSession session, SiteId site, SortedMap<SiteId, Bytes> selfMasks, SortedMap<SiteId, Bytes> maskKeys) {
        CanonicalBytes content = new CanonicalBytes().digest(session.id()).text(site.name());
        for (SortedMap<SiteId, Bytes> shares : java.util.List.of(selfMasks, maskKeys)) {
            content.number(shares.size());
            shares.forEach((owner, share) -> content.text(owner.name()).bytes(share.toArray()));
        }
        return content.toArray();
    }

    /** Shows whose it is and how many, never shares. */
    @Override
    public String toString() {
        return "UnmaskAnswer[%s, %d own masks, %d mask keys]".formatted(site, selfMasks.size(), maskKeys.size());
    }
}

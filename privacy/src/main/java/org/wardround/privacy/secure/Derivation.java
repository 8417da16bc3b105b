package org.wardround.privacy.secure;

import java.util.Arrays;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.privacy.crypto.Hkdf;
import org.wardround.privacy.crypto.MaskKey;

/** How keys, commitments and hashes of a session are made from its id and its secrets; the same on all sides. */
public final class Derivation {
    private Derivation() {}

    /** The key of the mask that two sites have in common, from what their mask keys agree on. */
    public static MaskKey pairMask(SecureSession session, byte[] agreed, SiteId one, SiteId other) {
        boolean inOrder = one.compareTo(other) < 0;
        return mask(session, agreed, "wardround/secure/pair", inOrder ? one : other, inOrder ? other : one);
    }

    /** The key of a site's own mask, from its secret. */
    public static MaskKey selfMask(SecureSession session, byte[] secret, SiteId site) {
        return mask(session, secret, "wardround/secure/self", site);
    }

    private static MaskKey mask(SecureSession session, byte[] secret, String purpose, SiteId... sites) {
        byte[] key = key(session, secret, purpose, sites);
        try {
            return new MaskKey(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** The key that seals what {@code dealer} deals to {@code holder}, from what their channel keys agree on. */
    public static byte[] sealingKey(SecureSession session, byte[] agreed, SiteId dealer, SiteId holder) {
        return key(session, agreed, "wardround/secure/seal", dealer, holder);
    }

    /** 32 bytes from a secret of one site, for one purpose in this session. */
    public static byte[] key(SecureSession session, byte[] secret, String purpose, SiteId... sites) {
        CanonicalBytes context = new CanonicalBytes();
        for (SiteId site : sites) {
            context.text(site.name());
        }
        return Hkdf.key(secret, session.id().toBytes(), purpose, context.toArray());
    }

    /** What sealed shares are tied to. */
    public static byte[] sealedAbout(SecureSession session, SiteId dealer, SiteId holder) {
        return new CanonicalBytes()
                .digest(session.id())
                .text(dealer.name())
                .text(holder.name())
                .toArray();
    }

    /** The commitment to the secret of a site's own mask. */
    public static Sha256 selfMaskCommitment(SecureSession session, SiteId site, byte[] secret) {
        return hash(session, "wardround/secure/commitment", secret, site);
    }

    /** The hash of the share of the secret of {@code dealer}'s own mask that {@code holder} gets. */
    public static Sha256 selfMaskShare(SecureSession session, SiteId dealer, SiteId holder, byte[] share) {
        return hash(session, "wardround/secure/self-mask-share", share, dealer, holder);
    }

    /** The hash of the share of {@code dealer}'s private mask key that {@code holder} gets. */
    public static Sha256 maskKeyShare(SecureSession session, SiteId dealer, SiteId holder, byte[] share) {
        return hash(session, "wardround/secure/mask-key-share", share, dealer, holder);
    }

    private static Sha256 hash(SecureSession session, String purpose, byte[] secret, SiteId... sites) {
        CanonicalBytes fields = new CanonicalBytes().text(purpose).digest(session.id());
        for (SiteId site : sites) {
            fields.text(site.name());
        }
        return Sha256.of(fields.bytes(secret).toArray());
    }
}

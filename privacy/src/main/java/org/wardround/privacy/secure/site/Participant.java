package org.wardround.privacy.secure.site;

import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.SecretBytes;
import org.wardround.core.trust.SigningKey;
import org.wardround.privacy.secure.PeerRules;
import org.wardround.privacy.secure.SecureSession;

/**
 * A site in one session.
 *
 * @param session as the site itself makes it out
 * @param site its name, which is invited
 * @param identity signs for it, with the key of the session
 * @param rules with whom it is ready to be summed
 * @param seed 32 bytes, fresh from secure random numbers for this session and no other; whoever has it can read what the site sends in it. Closed by whoever made it, once the session is over
 */
public record Participant(SecureSession session, SiteId site, SigningKey identity, PeerRules rules, SecretBytes seed) {
    public static final int SEED_BYTES = 32;

    public Participant {
        if (!session.identity(site).equals(identity.verifyingKey())) {
            throw new IllegalArgumentException("the session has another identity key for %s".formatted(site));
        }
        if (seed.sizeBytes() != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has 32 bytes, got " + seed.sizeBytes());
        }
    }

    SiteKeys keys() {
        return new SiteKeys(session, site, seed);
    }
}

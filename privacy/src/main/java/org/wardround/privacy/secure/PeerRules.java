package org.wardround.privacy.secure;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.VerifyingKey;

/**
 * With whom a site is ready to be summed; kept at the site, never told by the coordinator.
 *
 * @param pinned the peers that people at the site have said yes to, with their identity keys
 * @param minimumPeers how many of them must be in a sum, at least 1
 */
public record PeerRules(SortedMap<SiteId, VerifyingKey> pinned, int minimumPeers) {
    public static final int DEFAULT_MINIMUM_PEERS = 2;

    public PeerRules {
        pinned = Collections.unmodifiableSortedMap(new TreeMap<>(pinned));
        if (minimumPeers < 1) {
            throw new IllegalArgumentException("a sum needs at least 1 peer, got " + minimumPeers);
        }
    }

    private boolean isPinned(SiteId site, VerifyingKey key) {
        VerifyingKey expected = pinned.get(site);
        return expected != null && expected.equals(key);
    }

    /** What is wrong with being in a sum of {@code sites}, this one among them; empty where nothing is. */
    public Optional<Refusal> refuse(SecureSession session, SiteId self, Collection<SiteId> sites) {
        for (SiteId site : sites) {
            if (!site.equals(self) && !isPinned(site, session.identity(site))) {
                return Optional.of(new Refusal(Check.NOT_PINNED, site));
            }
        }
        if (sites.size() < session.threshold()) {
            return Optional.of(new Refusal(Check.TOO_FEW_SITES, self));
        }
        // All but this one are pinned by now.
        return sites.size() - 1 < minimumPeers ? Optional.of(new Refusal(Check.TOO_FEW_PEERS, self)) : Optional.empty();
    }
}

package org.wardround.privacy.secure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.Ring;
import org.wardround.core.trust.SecretBytes;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.privacy.secure.site.Participant;

/** Sites with identity keys, and sessions of them, for tests. Keys are made once: they take longer than all else. */
final class SecureFederation {
    private static final List<SigningKey> KEYS = new ArrayList<>();

    private final SortedMap<SiteId, SigningKey> identities = new TreeMap<>();

    SecureFederation(int sites) {
        for (int i = 0; i < sites; i++) {
            identities.put(site(i), key(i));
        }
    }

    static synchronized SigningKey key(int i) {
        while (KEYS.size() <= i) {
            KEYS.add(SigningKey.generate());
        }
        return KEYS.get(i);
    }

    /** Names sort as their numbers do. */
    static SiteId site(int i) {
        return new SiteId("site-%03d".formatted(i));
    }

    Collection<SiteId> sites() {
        return identities.keySet();
    }

    SigningKey identity(SiteId site) {
        return identities.get(site);
    }

    SortedMap<SiteId, VerifyingKey> verifyingKeys() {
        SortedMap<SiteId, VerifyingKey> keys = new TreeMap<>();
        identities.forEach((site, key) -> keys.put(site, key.verifyingKey()));
        return keys;
    }

    SessionTerms terms(Ring ring, long words) {
        return new SessionTerms(
                "run",
                1,
                1,
                Sha256.of("roster"),
                Sha256.of("plan"),
                Sha256.of("history"),
                Sha256.of("question"),
                verifyingKeys(),
                ring,
                words,
                "");
    }

    SecureSession session(Ring ring, long words) {
        return new SecureSession(terms(ring, words));
    }

    Participant participant(SecureSession session, SiteId site) {
        return participant(session, site, new PeerRules(verifyingKeys(), PeerRules.DEFAULT_MINIMUM_PEERS));
    }

    /** Seeds are made of the site's name and the session: the same test, the same bytes. */
    Participant participant(SecureSession session, SiteId site, PeerRules rules) {
        byte[] seed = Sha256.of((site.name() + session.id()).getBytes(StandardCharsets.UTF_8))
                .toBytes();
        return new Participant(session, site, identity(site), rules, SecretBytes.copyOf(seed));
    }

    Map<SiteId, Participant> participants(SecureSession session) {
        Map<SiteId, Participant> all = new HashMap<>();
        sites().forEach(site -> all.put(site, participant(session, site)));
        return all;
    }
}

package org.wardround.privacy.secure.coordinator;

import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.privacy.crypto.AgreementPublicKey;
import org.wardround.privacy.secure.Check;
import org.wardround.privacy.secure.KeyAdvertisement;
import org.wardround.privacy.secure.Refusal;
import org.wardround.privacy.secure.SecureSession;

/** Step 0: sites show their fresh keys. Not thread-safe. */
public final class CollectingKeys {
    private final SecureSession session;
    private final SortedMap<SiteId, KeyAdvertisement> advertised = new TreeMap<>();
    private final Set<AgreementPublicKey> keys = new HashSet<>();

    public CollectingKeys(SecureSession session) {
        this.session = session;
    }

    /** Takes one in; empty where it counts, or was in already. */
    public Optional<Refusal> add(KeyAdvertisement one) {
        Optional<Check> wrong = check(one);
        if (wrong.isEmpty() && advertised.putIfAbsent(one.site(), one) == null) {
            keys.add(one.channel());
            keys.add(one.mask());
        }
        return wrong.map(check -> new Refusal(check, one.site()));
    }

    private Optional<Check> check(KeyAdvertisement one) {
        if (!session.sites().containsKey(one.site())) {
            return Optional.of(Check.UNKNOWN_SITE);
        }
        if (!one.isSigned(session)) {
            return Optional.of(Check.WRONG_SIGNATURE);
        }
        if (advertised.containsKey(one.site())) {
            return one.equals(advertised.get(one.site())) ? Optional.empty() : Optional.of(Check.TWICE);
        }
        boolean used = keys.contains(one.channel())
                || keys.contains(one.mask())
                || one.channel().equals(one.mask());
        return used ? Optional.of(Check.KEY_REUSED) : Optional.empty();
    }

    /** Who has shown keys so far. */
    public SortedMap<SiteId, KeyAdvertisement> advertised() {
        return Collections.unmodifiableSortedMap(advertised);
    }

    /** Whether enough are in to go on. */
    public boolean isEnough() {
        return advertised.size() >= session.threshold();
    }

    /** To be called once, with enough of them in: whoever comes later is not in this sum. */
    public CollectingShares close() {
        return new CollectingShares(session, Enough.of(session, advertised));
    }
}

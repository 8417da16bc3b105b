package org.wardround.privacy.secure.coordinator;

import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.privacy.secure.Check;
import org.wardround.privacy.secure.KeyAdvertisement;
import org.wardround.privacy.secure.Refusal;
import org.wardround.privacy.secure.SealedShares;
import org.wardround.privacy.secure.SecureSession;
import org.wardround.privacy.secure.ShareBundle;

/** Step 1: sites deal shares, which the coordinator hands on unread. Not thread-safe. */
public final class CollectingShares {
    private final SecureSession session;
    private final SortedMap<SiteId, KeyAdvertisement> advertised;
    private final SortedMap<SiteId, ShareBundle> dealt = new TreeMap<>();

    CollectingShares(SecureSession session, SortedMap<SiteId, KeyAdvertisement> advertised) {
        this.session = session;
        this.advertised = advertised;
    }

    /** What every site of this step is told: who advertised which keys. */
    public SortedMap<SiteId, KeyAdvertisement> advertised() {
        return advertised;
    }

    /** Takes one in; empty where it counts, or was in already. */
    public Optional<Refusal> add(ShareBundle one) {
        Optional<Check> wrong = check(one);
        if (wrong.isEmpty()) {
            dealt.putIfAbsent(one.dealer(), one);
        }
        return wrong.map(check -> new Refusal(check, one.dealer()));
    }

    private Optional<Check> check(ShareBundle one) {
        if (!advertised.containsKey(one.dealer())) {
            return Optional.of(Check.UNKNOWN_SITE);
        }
        if (!one.isSigned(session)) {
            return Optional.of(Check.WRONG_SIGNATURE);
        }
        if (dealt.containsKey(one.dealer())) {
            return one.equals(dealt.get(one.dealer())) ? Optional.empty() : Optional.of(Check.TWICE);
        }
        Set<SiteId> holders = new HashSet<>(advertised.keySet());
        holders.remove(one.dealer());
        return holders.equals(one.byHolder().keySet()) ? Optional.empty() : Optional.of(Check.WRONG_HOLDERS);
    }

    /** Who has dealt so far. */
    public Set<SiteId> dealers() {
        return Collections.unmodifiableSet(dealt.keySet());
    }

    /** Whether enough are in to go on. */
    public boolean isEnough() {
        return dealt.size() >= session.threshold();
    }

    /** To be called once, with enough of them in. */
    public CollectingInputs close() {
        return new CollectingInputs(session, advertised, Enough.of(session, dealt));
    }

    /** What {@code holder} was dealt, by dealer. */
    static SortedMap<SiteId, SealedShares> dealtTo(SiteId holder, SortedMap<SiteId, ShareBundle> dealt) {
        SortedMap<SiteId, SealedShares> shares = new TreeMap<>();
        dealt.forEach((dealer, bundle) -> {
            if (!dealer.equals(holder)) {
                shares.put(dealer, bundle.byHolder().get(holder));
            }
        });
        return shares;
    }
}

package org.wardround.privacy.secure.coordinator;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.privacy.secure.Check;
import org.wardround.privacy.secure.InputNotice;
import org.wardround.privacy.secure.KeyAdvertisement;
import org.wardround.privacy.secure.Refusal;
import org.wardround.privacy.secure.SealedShares;
import org.wardround.privacy.secure.SecureSession;
import org.wardround.privacy.secure.ShareBundle;

/** Step 2: sites send masked words. Whoever collects them has checked their length and digest. Not thread-safe. */
public final class CollectingInputs {
    private final SecureSession session;
    private final SortedMap<SiteId, KeyAdvertisement> advertised;
    private final SortedMap<SiteId, ShareBundle> dealt;
    private final SortedMap<SiteId, InputNotice> inputs = new TreeMap<>();

    CollectingInputs(
            SecureSession session,
            SortedMap<SiteId, KeyAdvertisement> advertised,
            SortedMap<SiteId, ShareBundle> dealt) {
        this.session = session;
        this.advertised = advertised;
        this.dealt = dealt;
    }

    /** What a site of this step is told: who dealt, and what to it. */
    public SortedMap<SiteId, SealedShares> dealtTo(SiteId holder) {
        return CollectingShares.dealtTo(holder, dealt);
    }

    /** Takes one in; empty where it counts, or was in already. */
    public Optional<Refusal> add(InputNotice one) {
        Optional<Check> wrong = check(one);
        if (wrong.isEmpty()) {
            inputs.putIfAbsent(one.site(), one);
        }
        return wrong.map(check -> new Refusal(check, one.site()));
    }

    private Optional<Check> check(InputNotice one) {
        if (!dealt.containsKey(one.site())) {
            return Optional.of(Check.UNKNOWN_SITE);
        }
        if (!one.isSigned(session)) {
            return Optional.of(Check.WRONG_SIGNATURE);
        }
        boolean other = inputs.containsKey(one.site()) && !one.equals(inputs.get(one.site()));
        return other ? Optional.of(Check.TWICE) : Optional.empty();
    }

    /** What has arrived so far. */
    public SortedMap<SiteId, InputNotice> inputs() {
        return Collections.unmodifiableSortedMap(inputs);
    }

    /** Whether enough are in to go on. */
    public boolean isEnough() {
        return inputs.size() >= session.threshold();
    }

    /** To be called once, with enough of them in: they are the survivors, whose words make the sum. */
    public CollectingConfirmations close() {
        return new CollectingConfirmations(session, advertised, dealt, Enough.of(session, inputs));
    }
}

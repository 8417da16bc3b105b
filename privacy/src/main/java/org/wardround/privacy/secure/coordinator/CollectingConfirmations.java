package org.wardround.privacy.secure.coordinator;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.privacy.secure.Check;
import org.wardround.privacy.secure.Confirmation;
import org.wardround.privacy.secure.InputNotice;
import org.wardround.privacy.secure.KeyAdvertisement;
import org.wardround.privacy.secure.Refusal;
import org.wardround.privacy.secure.SecureSession;
import org.wardround.privacy.secure.ShareBundle;

/** Step 3: the survivors confirm that all were told the same list. Not thread-safe. */
public final class CollectingConfirmations {
    private final SecureSession session;
    private final SortedMap<SiteId, KeyAdvertisement> advertised;
    private final SortedMap<SiteId, ShareBundle> dealt;
    private final SortedMap<SiteId, InputNotice> survivors;
    private final SortedMap<SiteId, Confirmation> confirmed = new TreeMap<>();

    CollectingConfirmations(
            SecureSession session,
            SortedMap<SiteId, KeyAdvertisement> advertised,
            SortedMap<SiteId, ShareBundle> dealt,
            SortedMap<SiteId, InputNotice> survivors) {
        this.session = session;
        this.advertised = advertised;
        this.dealt = dealt;
        this.survivors = survivors;
    }

    /** What every survivor is told. */
    public SortedMap<SiteId, InputNotice> survivors() {
        return survivors;
    }

    /** Takes one in; empty where it counts, or was in already. */
    public Optional<Refusal> add(Confirmation one) {
        if (!survivors.containsKey(one.site())) {
            return Optional.of(new Refusal(Check.UNKNOWN_SITE, one.site()));
        }
        if (!one.isSigned(session, survivors)) {
            return Optional.of(new Refusal(Check.WRONG_SIGNATURE, one.site()));
        }
        confirmed.putIfAbsent(one.site(), one);
        return Optional.empty();
    }

    /** Who has confirmed so far. */
    public SortedMap<SiteId, Confirmation> confirmed() {
        return Collections.unmodifiableSortedMap(confirmed);
    }

    /** Whether enough are in to go on. */
    public boolean isEnough() {
        return confirmed.size() >= session.threshold();
    }

    /** To be called once, with enough of them in. */
    public CollectingAnswers close() {
        return new CollectingAnswers(session, advertised, dealt, survivors, Enough.of(session, confirmed));
    }
}

package org.wardround.privacy.secure.site;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.privacy.secure.Check;
import org.wardround.privacy.secure.Confirmation;
import org.wardround.privacy.secure.InputNotice;
import org.wardround.privacy.secure.Next;
import org.wardround.privacy.secure.Refusal;
import org.wardround.privacy.secure.UnmaskAnswer;

/** Step 4: once enough sites have confirmed the same list, the site gives the shares that take the masks off. */
public final class Unmasking {
    private final Participant self;
    private final SortedMap<SiteId, HeldShares> held;
    private final SortedMap<SiteId, InputNotice> survivors;
    private final Confirmation message;

    Unmasking(Participant self, SortedMap<SiteId, HeldShares> held, SortedMap<SiteId, InputNotice> survivors) {
        this.self = self;
        this.held = held;
        this.survivors = Collections.unmodifiableSortedMap(survivors);
        this.message = Confirmation.sign(self.session(), self.site(), survivors, self.identity());
    }

    /** What is sent; the list of survivors must be safe on disk by then, so that no other can follow. */
    public Confirmation message() {
        return message;
    }

    /** Whose masked words are in the sum. */
    public SortedSet<SiteId> survivors() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(survivors.keySet()));
    }

    /**
     * Who confirmed the list. The answer follows from the lists that this site itself has checked: the coordinator can't ask for a share.
     *
     * @return the answer, which is to be safe on disk before it is sent
     */
    public Next<UnmaskAnswer> onConfirmations(Collection<Confirmation> confirmations) {
        Set<SiteId> confirmed = new HashSet<>();
        for (Confirmation one : confirmations) {
            if (!survivors.containsKey(one.site())) {
                return new Next.Refused<>(new Refusal(Check.UNKNOWN_SITE, one.site()));
            }
            if (!confirmed.add(one.site())) {
                return new Next.Refused<>(new Refusal(Check.TWICE, one.site()));
            }
            if (!one.isSigned(self.session(), survivors)) {
                return new Next.Refused<>(new Refusal(Check.WRONG_SIGNATURE, one.site()));
            }
        }
        return confirmed.size() < self.session().threshold()
                ? new Next.Refused<>(new Refusal(Check.TOO_FEW_SITES, self.site()))
                : new Next.Phase<>(answer());
    }

    private UnmaskAnswer answer() {
        SortedMap<SiteId, Bytes> selfMasks = new TreeMap<>();
        SortedMap<SiteId, Bytes> maskKeys = new TreeMap<>();
        held.forEach((dealer, shares) -> {
            if (survivors.containsKey(dealer)) {
                selfMasks.put(dealer, shares.selfMask());
            } else {
                maskKeys.put(dealer, shares.maskKey());
            }
        });
        return UnmaskAnswer.sign(self.session(), self.site(), selfMasks, maskKeys, self.identity());
    }
}

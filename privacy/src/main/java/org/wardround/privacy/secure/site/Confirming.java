package org.wardround.privacy.secure.site;

import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.privacy.secure.Check;
import org.wardround.privacy.secure.InputNotice;
import org.wardround.privacy.secure.Next;
import org.wardround.privacy.secure.Refusal;
import org.wardround.privacy.secure.SecureSession;

/** Step 3: the coordinator tells whose masked words arrived, and the site confirms that it was told so. */
public final class Confirming {
    private final Participant self;
    private final SortedMap<SiteId, HeldShares> held;
    private final InputNotice message;

    Confirming(Participant self, SortedMap<SiteId, HeldShares> held, InputNotice message) {
        this.self = self;
        this.held = held;
        this.message = message;
    }

    /** What is sent, with the masked words. */
    public InputNotice message() {
        return message;
    }

    /** Whose masked words are in the sum, this site's among them. */
    public Next<Unmasking> onSurvivors(Collection<InputNotice> survivors) {
        SortedMap<SiteId, InputNotice> bySite = new TreeMap<>();
        for (InputNotice one : survivors) {
            Optional<Check> wrong = check(one, bySite);
            if (wrong.isPresent()) {
                return new Next.Refused<>(new Refusal(wrong.get(), one.site()));
            }
            bySite.put(one.site(), one);
        }
        if (!message.equals(bySite.get(self.site()))) {
            return new Next.Refused<>(new Refusal(Check.OWN_MESSAGE_CHANGED, self.site()));
        }
        return self.rules()
                .refuse(self.session(), self.site(), bySite.keySet())
                .<Next<Unmasking>>map(Next.Refused::new)
                .orElseGet(() -> new Next.Phase<>(new Unmasking(self, held, bySite)));
    }

    private Optional<Check> check(InputNotice one, SortedMap<SiteId, InputNotice> before) {
        SecureSession session = self.session();
        if (!held.containsKey(one.site())) {
            return Optional.of(Check.UNKNOWN_SITE);
        }
        if (before.containsKey(one.site())) {
            return Optional.of(Check.TWICE);
        }
        return one.isSigned(session) ? Optional.empty() : Optional.of(Check.WRONG_SIGNATURE);
    }
}

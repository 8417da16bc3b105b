package org.wardround.privacy.secure.site;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.privacy.crypto.AgreementKey;
import org.wardround.privacy.crypto.AgreementPublicKey;
import org.wardround.privacy.secure.Check;
import org.wardround.privacy.secure.Derivation;
import org.wardround.privacy.secure.KeyAdvertisement;
import org.wardround.privacy.secure.Next;
import org.wardround.privacy.secure.Refusal;
import org.wardround.privacy.secure.SecureSession;

/** Step 0: the site shows its fresh keys and gets those of the others. */
public final class Advertising {
    private final Participant self;
    private final KeyAdvertisement message;

    public Advertising(Participant self) {
        this.self = self;
        SiteKeys keys = self.keys();
        this.message = KeyAdvertisement.sign(
                self.session(),
                self.site(),
                keys.channel().publicKey(),
                AgreementKey.of(keys.maskKey()).publicKey(),
                Derivation.selfMaskCommitment(self.session(), self.site(), keys.selfMask()),
                self.identity());
    }

    /** What is sent; the seed must be safe on disk by then. */
    public KeyAdvertisement message() {
        return message;
    }

    /** The coordinator tells who takes part, this site among them. */
    public Next<Sharing> onKeys(Collection<KeyAdvertisement> advertised) {
        SecureSession session = self.session();
        SortedMap<SiteId, KeyAdvertisement> bySite = new TreeMap<>();
        Set<AgreementPublicKey> keys = new HashSet<>();
        for (KeyAdvertisement one : advertised) {
            Optional<Check> wrong = check(one, bySite, keys);
            if (wrong.isPresent()) {
                return new Next.Refused<>(new Refusal(wrong.get(), one.site()));
            }
            bySite.put(one.site(), one);
        }
        if (!message.equals(bySite.get(self.site()))) {
            return new Next.Refused<>(new Refusal(Check.OWN_MESSAGE_CHANGED, self.site()));
        }
        return self.rules()
                .refuse(session, self.site(), bySite.keySet())
                .<Next<Sharing>>map(Next.Refused::new)
                .orElseGet(() -> Sharing.begin(self, bySite));
    }

    private Optional<Check> check(
            KeyAdvertisement one, SortedMap<SiteId, KeyAdvertisement> before, Set<AgreementPublicKey> keys) {
        if (!self.session().sites().containsKey(one.site())) {
            return Optional.of(Check.UNKNOWN_SITE);
        }
        if (before.containsKey(one.site())) {
            return Optional.of(Check.TWICE);
        }
        if (!one.isSigned(self.session())) {
            return Optional.of(Check.WRONG_SIGNATURE);
        }
        return keys.add(one.channel()) && keys.add(one.mask()) ? Optional.empty() : Optional.of(Check.KEY_REUSED);
    }
}

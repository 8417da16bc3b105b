package org.wardround.privacy.secure.site;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.privacy.crypto.AgreementKey;
import org.wardround.privacy.crypto.SealedBox;
import org.wardround.privacy.crypto.SecretSharing;
import org.wardround.privacy.secure.Check;
import org.wardround.privacy.secure.Derivation;
import org.wardround.privacy.secure.KeyAdvertisement;
import org.wardround.privacy.secure.Next;
import org.wardround.privacy.secure.Refusal;
import org.wardround.privacy.secure.SealedShares;
import org.wardround.privacy.secure.SecureSession;
import org.wardround.privacy.secure.ShareBundle;

/** Step 1: the site deals shares of its two secrets to those who advertised keys, and gets theirs. */
public final class Sharing {
    private final Participant self;
    private final SortedMap<SiteId, KeyAdvertisement> advertised;
    /** What this site's channel key and that of each other agree on. */
    private final Map<SiteId, byte[]> channels;

    private final HeldShares own;
    private final ShareBundle message;

    private Sharing(Participant self, SortedMap<SiteId, KeyAdvertisement> advertised, Map<SiteId, byte[]> channels) {
        this.self = self;
        this.advertised = advertised;
        this.channels = channels;
        SecureSession session = self.session();
        SecretSharing sharing =
                new SecretSharing(session.threshold(), session.sites().size());
        byte[][] selfMasks = deal(sharing, self.keys().selfMask(), true);
        byte[][] maskKeys = deal(sharing, self.keys().maskKey(), false);
        int at = session.number(self.site()) - 1;
        this.own = new HeldShares(Bytes.copyOf(selfMasks[at]), Bytes.copyOf(maskKeys[at]));
        SortedMap<SiteId, SealedShares> byHolder = new TreeMap<>();
        channels.forEach((holder, agreed) -> {
            int number = session.number(holder);
            byHolder.put(holder, seal(holder, agreed, selfMasks[number - 1], maskKeys[number - 1]));
        });
        this.message = ShareBundle.sign(session, self.site(), byHolder, self.identity());
    }

    /** Refuses keys that hide nothing. */
    static Next<Sharing> begin(Participant self, SortedMap<SiteId, KeyAdvertisement> advertised) {
        AgreementKey channel = self.keys().channel();
        AgreementKey mask = AgreementKey.of(self.keys().maskKey());
        Map<SiteId, byte[]> channels = new TreeMap<>();
        for (KeyAdvertisement peer : advertised.values()) {
            if (!peer.site().equals(self.site())) {
                Optional<byte[]> agreed = channel.agree(peer.channel());
                if (agreed.isEmpty() || mask.agree(peer.mask()).isEmpty()) {
                    return new Next.Refused<>(new Refusal(Check.WEAK_KEY, peer.site()));
                }
                channels.put(peer.site(), agreed.get());
            }
        }
        return new Next.Phase<>(new Sharing(self, Collections.unmodifiableSortedMap(advertised), channels));
    }

    private byte[][] deal(SecretSharing sharing, byte[] secret, boolean selfMask) {
        int size = sharing.randomBytes(secret.length);
        byte[] coefficients =
                selfMask ? self.keys().selfMaskCoefficients(size) : self.keys().maskKeyCoefficients(size);
        try {
            return sharing.share(secret, coefficients);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(coefficients, (byte) 0);
        }
    }

    private SealedShares seal(SiteId holder, byte[] agreed, byte[] selfMask, byte[] maskKey) {
        SecureSession session = self.session();
        return new SealedShares(
                new HeldShares(Bytes.copyOf(selfMask), Bytes.copyOf(maskKey))
                        .seal(
                                Derivation.sealingKey(session, agreed, self.site(), holder),
                                Derivation.sealedAbout(session, self.site(), holder)),
                Derivation.selfMaskShare(session, self.site(), holder, selfMask),
                Derivation.maskKeyShare(session, self.site(), holder, maskKey));
    }

    /** What is sent; the list of those who advertised keys must be safe on disk by then, so that no other can follow. */
    public ShareBundle message() {
        return message;
    }

    /**
     * The coordinator tells who dealt shares, and what each dealt to this site.
     *
     * @param dealt by dealer, without this site, which is taken to have dealt
     */
    public Next<Masking> onShares(SortedMap<SiteId, SealedShares> dealt) {
        SortedMap<SiteId, HeldShares> held = new TreeMap<>();
        held.put(self.site(), own);
        for (Map.Entry<SiteId, SealedShares> one : dealt.entrySet()) {
            SiteId dealer = one.getKey();
            if (!channels.containsKey(dealer)) {
                return new Next.Refused<>(new Refusal(Check.UNKNOWN_SITE, dealer));
            }
            Optional<HeldShares> opened = open(dealer, one.getValue());
            if (opened.isEmpty()) {
                return new Next.Refused<>(new Refusal(Check.WRONG_SHARES, dealer));
            }
            held.put(dealer, opened.get());
        }
        return self.rules()
                .refuse(self.session(), self.site(), held.keySet())
                .<Next<Masking>>map(Next.Refused::new)
                .orElseGet(() -> new Next.Phase<>(new Masking(self, advertised, held)));
    }

    private Optional<HeldShares> open(SiteId dealer, SealedShares dealt) {
        SecureSession session = self.session();
        return SealedBox.open(
                        Derivation.sealingKey(
                                session, Objects.requireNonNull(channels.get(dealer)), dealer, self.site()),
                        dealt.sealed().toArray(),
                        Derivation.sealedAbout(session, dealer, self.site()))
                .flatMap(HeldShares::read)
                .filter(shares -> Derivation.selfMaskShare(
                                        session,
                                        dealer,
                                        self.site(),
                                        shares.selfMask().toArray())
                                .equals(dealt.selfMaskShare())
                        && Derivation.maskKeyShare(
                                        session,
                                        dealer,
                                        self.site(),
                                        shares.maskKey().toArray())
                                .equals(dealt.maskKeyShare()));
    }
}

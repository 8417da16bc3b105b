package org.wardround.privacy.secure.coordinator;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.privacy.crypto.AgreementKey;
import org.wardround.privacy.crypto.SecretSharing;
import org.wardround.privacy.secure.Check;
import org.wardround.privacy.secure.Confirmation;
import org.wardround.privacy.secure.Derivation;
import org.wardround.privacy.secure.InputNotice;
import org.wardround.privacy.secure.KeyAdvertisement;
import org.wardround.privacy.secure.Next;
import org.wardround.privacy.secure.Refusal;
import org.wardround.privacy.secure.SealedShares;
import org.wardround.privacy.secure.SecureSession;
import org.wardround.privacy.secure.ShareBundle;
import org.wardround.privacy.secure.UnmaskAnswer;

/** Step 4: shares come in, and with enough of them the masks come off. Not thread-safe. */
public final class CollectingAnswers {
    private final SecureSession session;
    private final SortedMap<SiteId, KeyAdvertisement> advertised;
    private final SortedMap<SiteId, ShareBundle> dealt;
    private final SortedMap<SiteId, InputNotice> survivors;
    private final SortedMap<SiteId, Confirmation> confirmed;
    private final SortedMap<SiteId, UnmaskAnswer> answers = new TreeMap<>();

    CollectingAnswers(
            SecureSession session,
            SortedMap<SiteId, KeyAdvertisement> advertised,
            SortedMap<SiteId, ShareBundle> dealt,
            SortedMap<SiteId, InputNotice> survivors,
            SortedMap<SiteId, Confirmation> confirmed) {
        this.session = session;
        this.advertised = advertised;
        this.dealt = dealt;
        this.survivors = survivors;
        this.confirmed = confirmed;
    }

    /** What every survivor is told. */
    public SortedMap<SiteId, Confirmation> confirmed() {
        return confirmed;
    }

    /** The sites whose words make the sum. */
    public Set<SiteId> survivors() {
        return survivors.keySet();
    }

    /** Takes one in; empty where it counts, or was in already. Shares are held against what their dealers signed, so that a wrong one is its holder's. */
    public Optional<Refusal> add(UnmaskAnswer one) {
        Optional<Check> wrong = check(one);
        if (wrong.isEmpty()) {
            answers.putIfAbsent(one.site(), one);
        }
        return wrong.map(check -> new Refusal(check, one.site()));
    }

    private Optional<Check> check(UnmaskAnswer one) {
        if (!survivors.containsKey(one.site())) {
            return Optional.of(Check.UNKNOWN_SITE);
        }
        if (!one.isSigned(session)) {
            return Optional.of(Check.WRONG_SIGNATURE);
        }
        if (answers.containsKey(one.site())) {
            return one.equals(answers.get(one.site())) ? Optional.empty() : Optional.of(Check.TWICE);
        }
        if (!one.selfMasks().keySet().equals(survivors.keySet())
                || !one.maskKeys().keySet().equals(lost())) {
            return Optional.of(Check.WRONG_ANSWER);
        }
        boolean fits = fits(one, one.selfMasks(), SealedShares::selfMaskShare, Derivation::selfMaskShare)
                && fits(one, one.maskKeys(), SealedShares::maskKeyShare, Derivation::maskKeyShare);
        return fits ? Optional.empty() : Optional.of(Check.WRONG_SHARES);
    }

    /** Those who dealt shares, so that the others' masks hold theirs, and sent no words. */
    private Set<SiteId> lost() {
        Set<SiteId> lost = new TreeSet<>(dealt.keySet());
        lost.removeAll(survivors.keySet());
        return lost;
    }

    private boolean fits(
            UnmaskAnswer one,
            SortedMap<SiteId, Bytes> shares,
            Function<SealedShares, Sha256> promised,
            ShareHash hash) {
        return shares.entrySet().stream()
                // What a site holds of its own is known to nobody else; if it is wrong, its secret will be.
                .filter(share -> !share.getKey().equals(one.site()))
                .allMatch(share -> hash.of(
                                session,
                                share.getKey(),
                                one.site(),
                                share.getValue().toArray())
                        .equals(promised.apply(dealt(share.getKey(), one.site()))));
    }

    private SealedShares dealt(SiteId dealer, SiteId holder) {
        return Objects.requireNonNull(
                Objects.requireNonNull(dealt.get(dealer)).byHolder().get(holder));
    }

    private interface ShareHash {
        Sha256 of(SecureSession session, SiteId dealer, SiteId holder, byte[] share);
    }

    /** Who has answered so far. */
    public Set<SiteId> answered() {
        return Collections.unmodifiableSet(answers.keySet());
    }

    /** Whether enough are in to go on. */
    public boolean isEnough() {
        return answers.size() >= session.threshold();
    }

    /**
     * Rebuilds what takes the masks off; with enough answers in.
     *
     * @return refused, with the name of the dealer, where fitting shares give a secret that the dealer did not promise
     */
    public Next<Unmasked> close() {
        SortedMap<SiteId, UnmaskAnswer> enough = Enough.of(session, answers);
        SortedMap<SiteId, byte[]> selfMasks = new TreeMap<>();
        SortedMap<SiteId, AgreementKey> maskKeys = new TreeMap<>();
        for (SiteId site : survivors.keySet()) {
            byte[] secret = combine(site, enough, UnmaskAnswer::selfMasks);
            if (!Derivation.selfMaskCommitment(session, site, secret)
                    .equals(Objects.requireNonNull(advertised.get(site)).selfMask())) {
                return new Next.Refused<>(new Refusal(Check.WRONG_SECRET, site));
            }
            selfMasks.put(site, secret);
        }
        for (SiteId site : lost()) {
            byte[] secret = combine(site, enough, UnmaskAnswer::maskKeys);
            AgreementKey key = AgreementKey.of(secret);
            Arrays.fill(secret, (byte) 0);
            if (!key.publicKey()
                    .equals(Objects.requireNonNull(advertised.get(site)).mask())) {
                return new Next.Refused<>(new Refusal(Check.WRONG_SECRET, site));
            }
            maskKeys.put(site, key);
        }
        return new Next.Phase<>(Unmasked.of(session, selfMasks, maskKeys, advertised));
    }

    private byte[] combine(
            SiteId owner,
            SortedMap<SiteId, UnmaskAnswer> enough,
            Function<UnmaskAnswer, SortedMap<SiteId, Bytes>> kind) {
        Map<Integer, byte[]> shares = new HashMap<>();
        enough.forEach((holder, answer) -> {
            // An owner's share of its own secret was never promised to anybody, so it is used only where the others
            // don't suffice.
            if (!holder.equals(owner)) {
                shares.put(session.number(holder), share(answer, kind, owner));
            }
        });
        if (shares.size() < session.threshold()) {
            shares.put(session.number(owner), share(Objects.requireNonNull(enough.get(owner)), kind, owner));
        }
        return new SecretSharing(session.threshold(), session.sites().size()).combine(shares);
    }

    private static byte[] share(
            UnmaskAnswer answer, Function<UnmaskAnswer, SortedMap<SiteId, Bytes>> kind, SiteId owner) {
        return Objects.requireNonNull(kind.apply(answer).get(owner)).toArray();
    }
}

package org.wardround.privacy.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Ring;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.privacy.crypto.AgreementKey;
import org.wardround.privacy.crypto.AgreementPublicKey;
import org.wardround.privacy.secure.coordinator.CollectingAnswers;
import org.wardround.privacy.secure.coordinator.CollectingConfirmations;
import org.wardround.privacy.secure.coordinator.CollectingInputs;
import org.wardround.privacy.secure.coordinator.CollectingKeys;
import org.wardround.privacy.secure.coordinator.CollectingShares;
import org.wardround.privacy.secure.site.Advertising;
import org.wardround.privacy.secure.site.Confirming;
import org.wardround.privacy.secure.site.Masking;
import org.wardround.privacy.secure.site.Sharing;
import org.wardround.privacy.secure.site.Unmasking;

/** Five sites, four of whom must take part; coordinator or a peer cheats in one way each time, and whoever can notice refuses by name. */
class CheatingTest {
    private static final SiteId ME = SecureFederation.site(0);
    private static final SiteId PEER = SecureFederation.site(1);
    private static final SiteId OTHER = SecureFederation.site(2);
    private static final SiteId LAST = SecureFederation.site(4);
    private static final SiteId STRANGER = new SiteId("stranger");

    private final SecureFederation federation = new SecureFederation(5);
    private final SecureSession session = federation.session(Ring.BITS_64, 2);
    private final Map<SiteId, Advertising> advertising = new HashMap<>();
    private final Map<SiteId, Sharing> sharing = new HashMap<>();
    private final Map<SiteId, Masking> masking = new HashMap<>();
    private final Map<SiteId, Confirming> confirming = new HashMap<>();
    private final Map<SiteId, Unmasking> unmasking = new HashMap<>();

    CheatingTest() {
        federation.participants(session).forEach((site, one) -> advertising.put(site, new Advertising(one)));
    }

    // ---- keys: what the coordinator shows to a site

    @Test
    void a_key_that_the_coordinator_swapped() {
        refused(
                Check.WRONG_SIGNATURE,
                PEER,
                me().onKeys(keys(one -> one.site().equals(PEER)
                        ? new KeyAdvertisement(PEER, publicKey(7), one.mask(), one.selfMask(), one.signature())
                        : one)));
        refused(
                Check.WRONG_SIGNATURE,
                PEER,
                me().onKeys(keys(one -> one.site().equals(PEER)
                        ? new KeyAdvertisement(PEER, one.channel(), publicKey(7), one.selfMask(), one.signature())
                        : one)));
        refused(
                Check.WRONG_SIGNATURE,
                PEER,
                me().onKeys(keys(one -> one.site().equals(PEER)
                        ? new KeyAdvertisement(PEER, one.channel(), one.mask(), Sha256.of("other"), one.signature())
                        : one)));
    }

    @Test
    void a_site_that_is_not_invited() {
        List<KeyAdvertisement> list = keys(one -> one);
        list.add(new KeyAdvertisement(
                STRANGER,
                publicKey(7),
                publicKey(8),
                Sha256.of("x"),
                list.get(0).signature()));
        refused(Check.UNKNOWN_SITE, STRANGER, me().onKeys(list));
    }

    @Test
    void ten_sites_that_the_coordinator_invented() {
        // The coordinator makes sites of its own, and a session in which they are invited. This site makes its session
        // from a roster in which they are not, so that ids differ.
        SecureFederation larger = new SecureFederation(15);
        SecureSession invented = larger.session(Ring.BITS_64, 2);
        List<KeyAdvertisement> list = new ArrayList<>();
        larger.participants(invented).forEach((site, one) -> list.add(new Advertising(one).message()));
        assertThat(me().onKeys(list)).isInstanceOf(Next.Refused.class);
        // And should the roster name them, then people here have not pinned them.
        Advertising here = new Advertising(larger.participant(
                invented, ME, new PeerRules(federation.verifyingKeys(), PeerRules.DEFAULT_MINIMUM_PEERS)));
        refused(Check.NOT_PINNED, SecureFederation.site(5), here.onKeys(list));
    }

    @Test
    void a_peer_that_enrolled_again_under_its_old_name() {
        SortedMap<SiteId, VerifyingKey> pinned = new TreeMap<>(federation.verifyingKeys());
        pinned.put(PEER, SecureFederation.key(40).verifyingKey());
        Advertising here = new Advertising(federation.participant(session, ME, new PeerRules(pinned, 2)));
        refused(Check.NOT_PINNED, PEER, here.onKeys(keys(one -> one)));
    }

    @Test
    void a_site_twice() {
        List<KeyAdvertisement> list = keys(one -> one);
        list.add(list.get(1));
        refused(Check.TWICE, list.get(1).site(), me().onKeys(list));
    }

    @Test
    void a_key_twice() {
        KeyAdvertisement copied = advertising.get(PEER).message();
        refused(
                Check.KEY_REUSED,
                OTHER,
                me().onKeys(keys(one -> one.site().equals(OTHER) ? signed(OTHER, copied.channel(), one.mask()) : one)));
        refused(
                Check.KEY_REUSED,
                OTHER,
                me().onKeys(keys(one -> one.site().equals(OTHER) ? signed(OTHER, one.mask(), one.mask()) : one)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_key_that_hides_nothing(int u) {
        byte[] small = new byte[32];
        small[0] = (byte) u;
        AgreementPublicKey weak = AgreementPublicKey.of(small);
        refused(
                Check.WEAK_KEY,
                PEER,
                me().onKeys(keys(one -> one.site().equals(PEER) ? signed(PEER, weak, one.mask()) : one)));
        refused(
                Check.WEAK_KEY,
                PEER,
                me().onKeys(keys(one -> one.site().equals(PEER) ? signed(PEER, one.channel(), weak) : one)));
    }

    @Test
    void my_own_keys_changed_or_left_out() {
        // Even signed by my key, in another attempt with the same session say: it is not what was sent now.
        refused(
                Check.OWN_MESSAGE_CHANGED,
                ME,
                me().onKeys(keys(one -> one.site().equals(ME) ? signed(ME, publicKey(7), publicKey(8)) : one)));
        List<KeyAdvertisement> without = keys(one -> one);
        without.removeIf(one -> one.site().equals(ME));
        refused(Check.OWN_MESSAGE_CHANGED, ME, me().onKeys(without));
    }

    @Test
    void too_few_sites_or_peers() {
        List<KeyAdvertisement> three = keys(one -> one);
        three.removeIf(one -> one.site().compareTo(OTHER) > 0);
        refused(Check.TOO_FEW_SITES, ME, me().onKeys(three));
        Advertising demanding =
                new Advertising(federation.participant(session, ME, new PeerRules(federation.verifyingKeys(), 5)));
        refused(Check.TOO_FEW_PEERS, ME, demanding.onKeys(keys(one -> one)));
    }

    @Test
    void keys_of_another_session_are_of_no_use() {
        List<SessionTerms> others = List.of(
                with(session.terms(), terms -> terms.replace("run", "other")),
                with(session.terms(), terms -> terms.replace("round", 2)),
                with(session.terms(), terms -> terms.replace("attempt", 2)),
                with(session.terms(), terms -> terms.replace("roster", Sha256.of("other"))),
                with(session.terms(), terms -> terms.replace("plan", Sha256.of("other"))),
                with(session.terms(), terms -> terms.replace("history", Sha256.of("another model"))),
                with(session.terms(), terms -> terms.replace("question", Sha256.of("other"))),
                with(session.terms(), terms -> terms.replace("ring", Ring.BITS_32)),
                with(session.terms(), terms -> terms.replace("words", 3L)),
                with(session.terms(), terms -> terms.replace("noise", "discrete Gaussian")));
        for (SessionTerms terms : others) {
            SecureSession other = new SecureSession(terms);
            assertThat(other.id()).isNotEqualTo(session.id());
            KeyAdvertisement replayed = new Advertising(federation.participant(other, PEER)).message();
            refused(
                    Check.WRONG_SIGNATURE,
                    PEER,
                    me().onKeys(keys(one -> one.site().equals(PEER) ? replayed : one)));
        }
    }

    // ---- shares

    @Test
    void shares_that_were_changed_swapped_or_made_up() {
        toShares();
        SortedMap<SiteId, SealedShares> honest = dealtTo(ME);
        SealedShares fromPeer = Objects.requireNonNull(honest.get(PEER));
        SealedShares fromOther = Objects.requireNonNull(honest.get(OTHER));
        byte[] flipped = fromPeer.sealed().toArray();
        flipped[5] ^= 1;
        List<SealedShares> wrong = List.of(
                new SealedShares(Bytes.copyOf(flipped), fromPeer.selfMaskShare(), fromPeer.maskKeyShare()),
                fromOther,
                new SealedShares(fromPeer.sealed(), fromOther.selfMaskShare(), fromPeer.maskKeyShare()),
                new SealedShares(fromPeer.sealed(), fromPeer.selfMaskShare(), fromOther.maskKeyShare()),
                new SealedShares(Bytes.EMPTY, fromPeer.selfMaskShare(), fromPeer.maskKeyShare()),
                // What was dealt to somebody else.
                Objects.requireNonNull(dealtTo(OTHER).get(PEER)));
        for (SealedShares one : wrong) {
            SortedMap<SiteId, SealedShares> dealt = new TreeMap<>(honest);
            dealt.put(PEER, one);
            refused(Check.WRONG_SHARES, PEER, sharing.get(ME).onShares(dealt));
        }
    }

    @Test
    void shares_of_somebody_who_showed_no_keys_or_of_too_few() {
        toShares();
        SortedMap<SiteId, SealedShares> dealt = dealtTo(ME);
        dealt.put(STRANGER, Objects.requireNonNull(dealt.get(PEER)));
        refused(Check.UNKNOWN_SITE, STRANGER, sharing.get(ME).onShares(dealt));
        SortedMap<SiteId, SealedShares> few = dealtTo(ME);
        few.remove(PEER);
        few.remove(OTHER);
        refused(Check.TOO_FEW_SITES, ME, sharing.get(ME).onShares(few));
    }

    // ---- survivors

    @Test
    void a_vector_of_another_length_is_not_masked() {
        toInputs();
        assertThatIllegalArgumentException().isThrownBy(() -> masking.get(ME).mask(ArrayWords.owning(new long[3])));
    }

    @Test
    void lists_of_survivors_that_lie() {
        toConfirmations();
        refused(
                Check.WRONG_SIGNATURE,
                PEER,
                confirming
                        .get(ME)
                        .onSurvivors(survivors(one -> one.site().equals(PEER)
                                ? new InputNotice(PEER, Sha256.of("other words"), one.signature())
                                : one)));
        refused(
                Check.OWN_MESSAGE_CHANGED,
                ME,
                confirming
                        .get(ME)
                        .onSurvivors(survivors(one -> one.site().equals(ME)
                                ? InputNotice.sign(session, ME, Sha256.of("other words"), federation.identity(ME))
                                : one)));
        List<InputNotice> withoutMe = survivors(one -> one);
        withoutMe.removeIf(one -> one.site().equals(ME));
        refused(Check.OWN_MESSAGE_CHANGED, ME, confirming.get(ME).onSurvivors(withoutMe));
        List<InputNotice> twice = survivors(one -> one);
        twice.add(twice.get(0));
        refused(Check.TWICE, twice.get(0).site(), confirming.get(ME).onSurvivors(twice));
        List<InputNotice> few = survivors(one -> one);
        few.removeIf(one -> one.site().equals(PEER) || one.site().equals(OTHER));
        refused(Check.TOO_FEW_SITES, ME, confirming.get(ME).onSurvivors(few));
        List<InputNotice> stranger = survivors(one -> one);
        stranger.add(new InputNotice(STRANGER, Sha256.of("x"), few.get(0).signature()));
        refused(Check.UNKNOWN_SITE, STRANGER, confirming.get(ME).onSurvivors(stranger));
    }

    @Test
    void a_survivor_that_dealt_no_shares() {
        toShares();
        SortedMap<SiteId, SealedShares> dealt = dealtTo(ME);
        dealt.remove(LAST);
        Confirming here = SecureRound.phase(sharing.get(ME).onShares(dealt)).onStored(Sha256.of("words"));
        List<InputNotice> list = new ArrayList<>();
        for (SiteId site : federation.sites()) {
            list.add(
                    site.equals(ME)
                            ? here.message()
                            : InputNotice.sign(session, site, Sha256.of(site.name()), federation.identity(site)));
        }
        refused(Check.UNKNOWN_SITE, LAST, here.onSurvivors(list));
    }

    // ---- confirmations: the split view

    @Test
    void two_lists_of_survivors_never_both_get_answers() {
        toConfirmations();
        List<InputNotice> all = survivors(one -> one);
        List<InputNotice> withoutLast = survivors(one -> one);
        withoutLast.removeIf(one -> one.site().equals(LAST));
        Unmasking toldAll = SecureRound.phase(confirming.get(ME).onSurvivors(all));
        List<Confirmation> mixed = new ArrayList<>(List.of(toldAll.message()));
        for (SiteId site : List.of(PEER, OTHER, SecureFederation.site(3))) {
            mixed.add(SecureRound.phase(confirming.get(site).onSurvivors(withoutLast))
                    .message());
        }
        refused(Check.WRONG_SIGNATURE, PEER, toldAll.onConfirmations(mixed));
    }

    @Test
    void confirmations_that_are_too_few_copied_or_of_strangers() {
        toAnswers();
        List<Confirmation> all = new ArrayList<>();
        unmasking.values().forEach(one -> all.add(one.message()));
        Unmasking me = unmasking.get(ME);
        refused(Check.TOO_FEW_SITES, ME, me.onConfirmations(all.subList(0, 3)));
        refused(Check.TOO_FEW_SITES, ME, me.onConfirmations(List.of()));
        Confirmation first = all.get(0);
        refused(Check.TWICE, first.site(), me.onConfirmations(List.of(first, first, all.get(1), all.get(2))));
        refused(
                Check.UNKNOWN_SITE,
                STRANGER,
                me.onConfirmations(List.of(new Confirmation(STRANGER, first.signature()))));
        SiteId liar = all.get(1).site();
        refused(
                Check.WRONG_SIGNATURE,
                liar,
                me.onConfirmations(List.of(first, new Confirmation(liar, first.signature()))));
    }

    // ---- what an honest coordinator refuses from a cheating site

    @Test
    void the_coordinator_names_whose_keys_are_wrong() {
        CollectingKeys keys = new CollectingKeys(session);
        KeyAdvertisement peer = advertising.get(PEER).message();
        KeyAdvertisement other = advertising.get(OTHER).message();
        assertThat(keys.add(peer)).isEmpty();
        assertThat(keys.add(peer)).isEmpty();
        assertThat(keys.add(signed(PEER, publicKey(7), publicKey(8)))).hasValue(new Refusal(Check.TWICE, PEER));
        assertThat(keys.add(signed(OTHER, peer.channel(), other.mask())))
                .hasValue(new Refusal(Check.KEY_REUSED, OTHER));
        assertThat(keys.add(
                        new KeyAdvertisement(OTHER, peer.channel(), other.mask(), other.selfMask(), peer.signature())))
                .hasValue(new Refusal(Check.WRONG_SIGNATURE, OTHER));
        assertThat(keys.add(new KeyAdvertisement(
                        STRANGER, other.channel(), other.mask(), other.selfMask(), peer.signature())))
                .hasValue(new Refusal(Check.UNKNOWN_SITE, STRANGER));
        assertThat(keys.isEnough()).isFalse();
        assertThatIllegalStateException().isThrownBy(keys::close).withMessageContaining("4 sites are needed, 1 are in");
    }

    @Test
    void the_coordinator_names_who_dealt_for_others_than_took_part() {
        CollectingShares shares = collectKeys().close();
        toShares();
        ShareBundle honest = sharing.get(PEER).message();
        SortedMap<SiteId, SealedShares> fewer = new TreeMap<>(honest.byHolder());
        fewer.remove(ME);
        assertThat(shares.add(ShareBundle.sign(session, PEER, fewer, federation.identity(PEER))))
                .hasValue(new Refusal(Check.WRONG_HOLDERS, PEER));
        assertThat(shares.add(new ShareBundle(PEER, fewer, honest.signature())))
                .hasValue(new Refusal(Check.WRONG_SIGNATURE, PEER));
        assertThat(shares.add(new ShareBundle(STRANGER, fewer, honest.signature())))
                .hasValue(new Refusal(Check.UNKNOWN_SITE, STRANGER));
        assertThat(shares.add(honest)).isEmpty();
        assertThat(shares.add(ShareBundle.sign(session, PEER, fewer, federation.identity(PEER))))
                .hasValue(new Refusal(Check.TWICE, PEER));
    }

    @Test
    void the_coordinator_takes_one_vector_of_each() {
        CollectingInputs inputs = collectShares().close();
        toConfirmations();
        InputNotice honest = confirming.get(PEER).message();
        assertThat(inputs.add(honest)).isEmpty();
        assertThat(inputs.add(InputNotice.sign(session, PEER, Sha256.of("second"), federation.identity(PEER))))
                .hasValue(new Refusal(Check.TWICE, PEER));
        assertThat(inputs.add(new InputNotice(OTHER, honest.digest(), honest.signature())))
                .hasValue(new Refusal(Check.WRONG_SIGNATURE, OTHER));
        assertThat(inputs.add(new InputNotice(STRANGER, honest.digest(), honest.signature())))
                .hasValue(new Refusal(Check.UNKNOWN_SITE, STRANGER));
    }

    @Test
    void whoever_shows_a_wrong_share_is_named_and_the_sum_is_taken_with_the_others() {
        CollectingAnswers answers = collectConfirmations(LAST).close();
        for (SiteId site : answers.survivors()) {
            UnmaskAnswer honest = SecureRound.phase(
                    unmasking.get(site).onConfirmations(answers.confirmed().values()));
            if (site.equals(PEER)) {
                for (boolean selfMask : new boolean[] {true, false}) {
                    assertThat(answers.add(lie(honest, selfMask ? OTHER : LAST, selfMask)))
                            .hasValue(new Refusal(Check.WRONG_SHARES, PEER));
                }
                SortedMap<SiteId, Bytes> fewer = new TreeMap<>(honest.selfMasks());
                fewer.remove(OTHER);
                assertThat(answers.add(
                                UnmaskAnswer.sign(session, PEER, fewer, honest.maskKeys(), federation.identity(PEER))))
                        .hasValue(new Refusal(Check.WRONG_ANSWER, PEER));
            }
            assertThat(answers.add(honest)).isEmpty();
        }
        assertThat(answers.close()).isInstanceOf(Next.Phase.class);
    }

    @Test
    void whoever_lies_about_its_own_secret_is_named_where_it_is_needed() {
        CollectingAnswers answers = collectConfirmations(LAST).close();
        for (SiteId site : answers.survivors()) {
            UnmaskAnswer honest = SecureRound.phase(
                    unmasking.get(site).onConfirmations(answers.confirmed().values()));
            assertThat(answers.add(site.equals(PEER) ? lie(honest, PEER, true) : honest))
                    .isEmpty();
        }
        refused(Check.WRONG_SECRET, PEER, answers.close());
    }

    @Test
    void a_dealer_that_dealt_another_secret_than_it_promised_is_named() {
        // The peer promises one secret and deals another: its shares fit their hashes.

        KeyAdvertisement promised = KeyAdvertisement.sign(
                session,
                PEER,
                advertising.get(PEER).message().channel(),
                advertising.get(PEER).message().mask(),
                Sha256.of("another secret"),
                federation.identity(PEER));
        CollectingKeys keys = new CollectingKeys(session);
        List<KeyAdvertisement> list = keys(one -> one.site().equals(PEER) ? promised : one);
        list.forEach(one -> SecureRound.expectNone(keys.add(one)));
        CollectingShares shares = keys.close();
        advertising.forEach((site, one) ->
                sharing.put(site, SecureRound.phase(one.onKeys(site.equals(PEER) ? keys(honest -> honest) : list))));
        sharing.values().forEach(one -> SecureRound.expectNone(shares.add(one.message())));
        CollectingAnswers answers = throughAnswers(shares.close());
        refused(Check.WRONG_SECRET, PEER, answers.close());
    }

    @Test
    void an_answer_names_of_each_site_one_share_only() {
        CollectingAnswers answers = collectConfirmations(LAST).close();
        UnmaskAnswer answer = SecureRound.phase(
                unmasking.get(ME).onConfirmations(answers.confirmed().values()));
        assertThat(answer.selfMasks().keySet()).doesNotContain(LAST).hasSize(4);
        assertThat(answer.maskKeys().keySet()).containsExactly(LAST);
        assertThat(answer).hasToString("UnmaskAnswer[site-000, 4 own masks, 1 mask keys]");
    }

    @Test
    void two_sites_are_no_secure_sum() {
        SecureFederation two = new SecureFederation(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.session(Ring.BITS_64, 1))
                .withMessageContaining("3 sites or more, got 2");
    }

    // ---- the way there

    private Advertising me() {
        return advertising.get(ME);
    }

    private List<KeyAdvertisement> keys(UnaryOperator<KeyAdvertisement> change) {
        List<KeyAdvertisement> list = new ArrayList<>();
        new TreeMap<>(advertising).values().forEach(one -> list.add(change.apply(one.message())));
        return list;
    }

    private KeyAdvertisement signed(SiteId site, AgreementPublicKey channel, AgreementPublicKey mask) {
        SigningKey identity = federation.identity(site);
        return KeyAdvertisement.sign(session, site, channel, mask, Sha256.of("secret"), identity);
    }

    private static AgreementPublicKey publicKey(int secret) {
        byte[] bytes = new byte[32];
        bytes[3] = (byte) secret;
        return AgreementKey.of(bytes).publicKey();
    }

    private UnmaskAnswer lie(UnmaskAnswer honest, SiteId about, boolean selfMask) {
        SortedMap<SiteId, Bytes> selfMasks = new TreeMap<>(honest.selfMasks());
        SortedMap<SiteId, Bytes> maskKeys = new TreeMap<>(honest.maskKeys());
        (selfMask ? selfMasks : maskKeys).put(about, Bytes.copyOf(new byte[32]));
        return UnmaskAnswer.sign(session, honest.site(), selfMasks, maskKeys, federation.identity(honest.site()));
    }

    private void toShares() {
        List<KeyAdvertisement> list = keys(one -> one);
        advertising.forEach((site, one) -> sharing.put(site, SecureRound.phase(one.onKeys(list))));
    }

    private SortedMap<SiteId, SealedShares> dealtTo(SiteId holder) {
        SortedMap<SiteId, SealedShares> dealt = new TreeMap<>();
        sharing.forEach((dealer, one) -> {
            if (!dealer.equals(holder)) {
                dealt.put(
                        dealer, Objects.requireNonNull(one.message().byHolder().get(holder)));
            }
        });
        return dealt;
    }

    private void toInputs() {
        toShares();
        sharing.forEach((site, one) -> masking.put(site, SecureRound.phase(one.onShares(dealtTo(site)))));
    }

    private void toConfirmations() {
        toInputs();
        masking.forEach((site, one) -> confirming.put(site, one.onStored(Sha256.of(site.name()))));
    }

    private List<InputNotice> survivors(UnaryOperator<InputNotice> change) {
        List<InputNotice> list = new ArrayList<>();
        new TreeMap<>(confirming).values().forEach(one -> list.add(change.apply(one.message())));
        return list;
    }

    private void toAnswers() {
        toConfirmations();
        Collection<InputNotice> list = survivors(one -> one);
        confirming.forEach((site, one) -> unmasking.put(site, SecureRound.phase(one.onSurvivors(list))));
    }

    private CollectingKeys collectKeys() {
        CollectingKeys keys = new CollectingKeys(session);
        keys(one -> one).forEach(one -> SecureRound.expectNone(keys.add(one)));
        return keys;
    }

    private CollectingShares collectShares() {
        CollectingShares shares = collectKeys().close();
        toShares();
        sharing.values().forEach(one -> SecureRound.expectNone(shares.add(one.message())));
        return shares;
    }

    /** All but {@code lost} send their words and confirm. */
    private CollectingConfirmations collectConfirmations(SiteId lost) {
        CollectingInputs inputs = collectShares().close();
        toInputs();
        masking.forEach((site, one) -> {
            if (!site.equals(lost)) {
                confirming.put(site, one.onStored(Sha256.of(site.name())));
                SecureRound.expectNone(inputs.add(confirming.get(site).message()));
            }
        });
        CollectingConfirmations confirmations = inputs.close();
        confirming.forEach((site, one) -> {
            unmasking.put(
                    site,
                    SecureRound.phase(one.onSurvivors(confirmations.survivors().values())));
            SecureRound.expectNone(confirmations.add(unmasking.get(site).message()));
        });
        return confirmations;
    }

    private CollectingAnswers throughAnswers(CollectingInputs inputs) {
        sharing.forEach((site, one) -> {
            confirming.put(
                    site, SecureRound.phase(one.onShares(inputs.dealtTo(site))).onStored(Sha256.of(site.name())));
            SecureRound.expectNone(inputs.add(confirming.get(site).message()));
        });
        CollectingConfirmations confirmations = inputs.close();
        confirming.forEach((site, one) -> {
            unmasking.put(
                    site,
                    SecureRound.phase(one.onSurvivors(confirmations.survivors().values())));
            SecureRound.expectNone(confirmations.add(unmasking.get(site).message()));
        });
        CollectingAnswers answers = confirmations.close();
        unmasking.forEach((site, one) -> SecureRound.expectNone(answers.add(
                SecureRound.phase(one.onConfirmations(answers.confirmed().values())))));
        return answers;
    }

    private static void refused(Check check, SiteId about, Next<?> next) {
        assertThat(next).isEqualTo(new Next.Refused<>(new Refusal(check, about)));
    }

    /** A copy with one field changed, by its name. */
    private static SessionTerms with(SessionTerms terms, java.util.function.Consumer<Map<String, Object>> change) {
        Map<String, Object> fields = new HashMap<>();
        for (var component : SessionTerms.class.getRecordComponents()) {
            try {
                fields.put(component.getName(), component.getAccessor().invoke(terms));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("a record that can not be copied", e);
            }
        }
        change.accept(fields);
        try {
            Object[] values = new Object[SessionTerms.class.getRecordComponents().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = fields.get(SessionTerms.class.getRecordComponents()[i].getName());
            }
            return (SessionTerms) SessionTerms.class.getDeclaredConstructors()[0].newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a record that can not be copied", e);
        }
    }
}

package org.wardround.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Roster.Person;
import org.wardround.core.trust.Roster.Revoked;
import org.wardround.core.trust.Roster.Site;

final class RosterRulesTest {
    private static final SigningKey ADA = SigningKey.generate();
    private static final SigningKey BEN = SigningKey.generate();
    private static final SigningKey CLEO = SigningKey.generate();
    private static final SigningKey STRANGER = SigningKey.generate();
    private static final Site NORTH = new Site(new SiteId("north"), "Northside", key());
    private static final Roster FIRST = Roster.first("Hearts", 2, new Person("Ada", ADA.verifyingKey()))
            .withAdministrator(new Person("Ben", BEN.verifyingKey()))
            .withSite(NORTH);
    private static final SignedRoster HELD = signed(FIRST, ADA, BEN);
    private static final Roster SECOND = FIRST.next(HELD.hash()).withAuthor(new Person("Dora", key()));

    private static VerifyingKey key() {
        return SigningKey.generate().verifyingKey();
    }

    /** The bytes are any that follow from the content: their format is another module's. */
    private static SignedRoster signed(Roster roster, SigningKey... keys) {
        SignedRoster signed =
                new SignedRoster(roster, roster.toString().getBytes(StandardCharsets.UTF_8), SignatureList.EMPTY);
        for (SigningKey key : keys) {
            signed = signed.signedBy(key);
        }
        return signed;
    }

    @Test
    void a_first_roster_holds_with_the_signatures_that_it_asks_for() {
        assertThat(RosterRules.ofFirst(HELD)).isEmpty();
        assertThat(RosterRules.ofChain(List.of(HELD, signed(SECOND, ADA, BEN)))).isEmpty();
    }

    @Test
    void the_same_roster_again_is_no_change() {
        assertThat(RosterRules.ofNext(HELD, HELD)).isEmpty();
    }

    @Test
    void too_few_signatures() {
        assertRefused(
                RosterRules.ofFirst(signed(FIRST, ADA)),
                ErrorCode.ROSTER_UNDERSIGNED,
                "roster 1 needs the signatures of 2 administrators and has 1 (Ada); who may still sign: Ben");
        assertRefused(
                RosterRules.ofFirst(signed(FIRST)),
                ErrorCode.ROSTER_UNDERSIGNED,
                "has 0; who may still sign: Ada, Ben");
        assertRefused(RosterRules.ofNext(HELD, signed(SECOND, BEN)), ErrorCode.ROSTER_UNDERSIGNED, "has 1 (Ben)");
    }

    @Test
    void a_signature_of_somebody_else_spoils_all() {
        assertRefused(
                RosterRules.ofFirst(signed(FIRST, ADA, BEN, STRANGER)),
                ErrorCode.ROSTER_SIGNATURE_WRONG,
                "which is no administrator's of roster 1");
    }

    @Test
    void administrators_of_the_new_roster_have_no_say_in_it() {
        Roster taken = SECOND.withAdministrator(new Person("Cleo", CLEO.verifyingKey()));

        assertThat(RosterRules.ofNext(HELD, signed(taken, ADA, BEN))).isEmpty();
        assertRefused(
                RosterRules.ofNext(HELD, signed(taken, ADA, CLEO)), ErrorCode.ROSTER_SIGNATURE_WRONG, "roster 1;");
    }

    @Test
    void a_signature_over_other_bytes_does_not_fit() {
        SignedRoster moved = new SignedRoster(SECOND, signed(SECOND).bytes(), HELD.signatures());

        assertRefused(
                RosterRules.ofNext(HELD, moved),
                ErrorCode.ROSTER_SIGNATURE_WRONG,
                "does not fit roster 2: one of the two");
    }

    @Test
    void a_signature_for_another_purpose_does_not_fit() {
        SignedRoster bare = signed(FIRST, ADA);
        Signature study = BEN.sign(SigningDomain.STUDY, bare.bytes());
        SignedRoster offered =
                new SignedRoster(FIRST, bare.bytes(), bare.signatures().with(BEN.verifyingKey(), study));

        assertRefused(RosterRules.ofFirst(offered), ErrorCode.ROSTER_SIGNATURE_WRONG, "the signature of Ben");
    }

    @Test
    void an_older_roster() {
        SignedRoster later = signed(SECOND, ADA, BEN);

        assertRefused(
                RosterRules.ofNext(later, HELD),
                ErrorCode.ROSTER_ROLLED_BACK,
                "roster 1 is older than roster 2, which holds");
    }

    @Test
    void another_roster_of_the_same_number() {
        SignedRoster other = signed(FIRST.withAuthor(new Person("Dora", key())), ADA, BEN);

        assertRefused(RosterRules.ofNext(HELD, other), ErrorCode.ROSTER_FORKED, "two different rosters 1");
    }

    @Test
    void a_roster_too_far_ahead() {
        SignedRoster third = signed(SECOND.next(signed(SECOND).hash()), ADA, BEN);

        assertRefused(RosterRules.ofNext(HELD, third), ErrorCode.ROSTER_MISSING, "roster 3 can't follow roster 1");
        assertRefused(RosterRules.ofFirst(third), ErrorCode.ROSTER_MISSING, "trust starts with roster 1");
        assertRefused(RosterRules.ofChain(List.of()), ErrorCode.ROSTER_MISSING, "there is no roster");
    }

    @Test
    void a_roster_that_follows_another() {
        SignedRoster unlinked = signed(FIRST.next(Sha256.of("other")), ADA, BEN);

        assertRefused(
                RosterRules.ofNext(HELD, unlinked), ErrorCode.ROSTER_UNLINKED, "roster 2 follows another roster 1");
    }

    @Test
    void a_roster_of_another_federation() {
        SignedRoster foreign = signed(Roster.first("Lungs", 1, new Person("Ada", ADA.verifyingKey())), ADA);

        assertRefused(RosterRules.ofNext(HELD, foreign), ErrorCode.ROSTER_FOREIGN, "'Lungs', not of 'Hearts'");
    }

    @Test
    void a_revoked_key_stays_revoked() {
        Revoked lost = new Revoked(NORTH.key(), "site north", Instant.EPOCH);
        SignedRoster second = signed(FIRST.next(HELD.hash()).withRevoked(lost), ADA, BEN);
        Roster third = FIRST.next(HELD.hash()).next(second.hash());

        assertThat(RosterRules.ofNext(HELD, second)).isEmpty();
        assertThat(second.roster().sites()).isEmpty();
        assertThat(second.roster().isRevoked(NORTH.key())).isTrue();
        assertRefused(
                RosterRules.ofNext(second, signed(third, ADA, BEN)),
                ErrorCode.ROSTER_INVALID,
                "roster 3 no longer revokes the key of site north");
        assertThatThrownBy(() -> second.roster().withSite(NORTH)).hasMessageContaining("is revoked");
    }

    @Test
    void a_roster_that_nobody_could_follow() {
        Roster alone = FIRST.next(HELD.hash())
                .withRevoked(new Revoked(BEN.verifyingKey(), "administrator Ben", Instant.EPOCH));

        assertRefused(
                RosterRules.ofNext(HELD, signed(alone, ADA, BEN)),
                ErrorCode.ROSTER_INVALID,
                "roster 2 needs the signatures of 2 administrators and names 1");
    }

    @Test
    void a_key_has_one_holder_and_one_role() {
        assertThatThrownBy(() -> FIRST.withAdministrator(new Person("Ben's other name", BEN.verifyingKey())))
                .hasMessageContaining("stands in the roster twice");
        assertThatThrownBy(() -> FIRST.withAuthor(new Person("Ada", ADA.verifyingKey())))
                .hasMessageContaining("stands in the roster twice");
        assertThatThrownBy(() -> FIRST.withCoordinator(NORTH.key())).hasMessageContaining("stands in the roster twice");
        assertThatThrownBy(() -> FIRST.withAdministrator(new Person("Ben", key())))
                .hasMessage("administrator 'Ben' stands in the roster twice; give another name, or remove one");
    }

    @Test
    void a_name_that_can_not_be_read_is_refused() {
        for (String name :
                new String[] {"", " Ada", "Ada\n", "A\u202Eda", "A\u200Bda", "A\u00a0da", "x".repeat(101), "\ud800"}) {
            assertThatThrownBy(() -> new Person(name, key()))
                    .hasMessageStartingWith("a person's name has 1 to 100 characters that can be seen");
        }
        assertThat(new Person("Ärztin 博士 O'Neill", key()).name()).isNotEmpty();
    }

    @Test
    void a_number_and_the_roster_before_it_belong_together() {
        assertThatThrownBy(() -> new Roster("Hearts", 2, null, 2, List.of(), List.of(), List.of(), null, List.of()))
                .hasMessageContaining("got number 2 without previous");
        assertThatThrownBy(() ->
                        new Roster("Hearts", 1, Sha256.of(""), 2, List.of(), List.of(), List.of(), null, List.of()))
                .hasMessageContaining("got number 1 with previous");
        assertThatThrownBy(() -> Roster.first("Hearts", 0, new Person("Ada", key())))
                .hasMessage("from 1 to 1000 signatures can be needed, got 0");
    }

    @Test
    void changes_are_told_in_plain_words() {
        Site moved = new Site(new SiteId("north"), "Northside Hospital", key());
        Site south = new Site(new SiteId("south"), "Southside", key());
        VerifyingKey coordinator = key();
        VerifyingKey dora = key();
        Roster after = FIRST.next(HELD.hash())
                .withRevoked(new Revoked(NORTH.key(), "site north", Instant.EPOCH))
                .withSite(moved)
                .withSite(south)
                .withCoordinator(coordinator)
                .withAuthor(new Person("Dora", dora));

        assertThat(RosterChanges.between(FIRST, after))
                .containsExactly(
                        "the key of site north changed; before: %s; now: %s"
                                .formatted(
                                        NORTH.key().fingerprint(), moved.key().fingerprint()),
                        "site north is now called 'Northside Hospital', before 'Northside'",
                        "site south (Southside) is new; its key: " + south.key().fingerprint(),
                        "author Dora is new; the key: " + dora.fingerprint(),
                        "the coordinator is new; the key: " + coordinator.fingerprint(),
                        "the key of site north is revoked since 1970-01-01T00:00:00Z: "
                                + NORTH.key().fingerprint());
        assertThat(RosterChanges.between(after, FIRST))
                .contains("site south (Southside) is no longer a member", "author Dora is no longer one")
                .contains("the coordinator has no key any more");
        assertThat(RosterChanges.between(FIRST, FIRST)).isEmpty();
    }

    @Test
    void a_list_of_signatures_has_one_form() {
        SignatureList list = signed(FIRST, ADA, BEN).signatures();
        String[] lines = list.text().split("\n");

        assertThat(SignatureList.parse(list.text())).isEqualTo(list);
        assertThat(SignatureList.parse(SignatureList.EMPTY.text()).isEmpty()).isTrue();
        for (String wrong : List.of(
                "",
                "wardround-signatures 2\n",
                list.text().strip(),
                list.text() + "\n",
                list.text() + lines[2] + "\n",
                list.text().replace("\n", "\r\n"),
                lines[0] + "\n" + lines[2] + "\n" + lines[1] + "\n",
                lines[0] + "\n" + ADA.verifyingKey() + "\n")) {
            assertThatThrownBy(() -> SignatureList.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new SignatureList(new TreeMap<>())).isEqualTo(SignatureList.EMPTY);
    }

    private static void assertRefused(Optional<Refusal> refusal, ErrorCode code, String words) {
        assertThat(refusal).hasValueSatisfying(found -> {
            assertThat(found.code()).isEqualTo(code);
            assertThat(found.message()).contains(words);
        });
    }
}

package org.wardround.site.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.site.Federation;
import org.wardround.site.approval.ApprovalEvent.Approved;
import org.wardround.site.approval.ApprovalEvent.Rejected;
import org.wardround.site.approval.ApprovalEvent.Revoked;
import org.wardround.site.approval.ApprovalEvent.RunBegun;
import org.wardround.site.approval.Standing.State;

final class ApprovalsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T22:00:00Z");
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(30));
    private static final Subject STUDY = Subject.study(Federation.hash("study"));
    private static final Binding BINDING = binding("roster", "dossier", "hungarian", "va");
    private static final Person ADA = new Person("Ada");
    private static final Person BEN = new Person("Ben");

    @Test
    void without_an_event_nobody_has_decided() {
        assertThat(state(Approvals.NONE, 1)).isEqualTo(State.UNDECIDED);
    }

    @Test
    void one_yes_suffices_where_the_policy_wants_one() {
        Approvals approvals = Approvals.NONE.with(yes(ADA));
        assertThat(approvals.standing(STUDY, BINDING, 1, NOW).isApproved()).isTrue();
        assertThat(approvals.standing(STUDY, BINDING, 1, NOW).words())
                .containsExactly("Ada approved it until 2026-12-23T22:00:00Z");
        assertThat(approvals.subjects()).containsExactly(STUDY);
    }

    @Test
    void two_people_are_two_names() {
        Approvals one = Approvals.NONE.with(yes(ADA));
        assertThat(one.standing(STUDY, BINDING, 2, NOW))
                .isEqualTo(Standing.of(State.WAITING, "Ada approved it, and 2 different people must"));
        assertThat(state(one.with(yes(ADA)), 2)).isEqualTo(State.WAITING);
        assertThat(state(one.with(yes(new Person("ADA"))), 2)).isEqualTo(State.WAITING);
        assertThat(state(one.with(yes(BEN)), 2)).isEqualTo(State.APPROVED);
    }

    @Test
    void where_the_policy_does_not_say_how_many_no_number_suffices() {
        assertThat(state(Approvals.NONE.with(yes(ADA)).with(yes(BEN)), 0)).isEqualTo(State.WAITING);
    }

    @Test
    void an_approval_ends_at_its_moment() {
        Approvals approvals = Approvals.NONE.with(yes(ADA));
        assertThat(approvals.standing(STUDY, BINDING, 1, UNTIL.minusSeconds(1)).isApproved())
                .isTrue();
        assertThat(approvals.standing(STUDY, BINDING, 1, UNTIL))
                .isEqualTo(Standing.of(State.EXPIRED, "the approval ended on 2026-12-23T22:00:00Z"));
    }

    @Test
    void of_two_approvals_the_earlier_end_holds() {
        Approvals approvals = Approvals.NONE
                .with(yes(ADA))
                .with(new Approved(STUDY, BINDING, BEN, NOW, NOW.plus(Duration.ofDays(10))));
        assertThat(approvals.standing(STUDY, BINDING, 2, NOW).words())
                .containsExactly("Ada and Ben approved it until 2026-12-03T22:00:00Z");
        assertThat(approvals
                        .standing(STUDY, BINDING, 2, NOW.plus(Duration.ofDays(10)))
                        .state())
                .isEqualTo(State.WAITING);
    }

    @Test
    void another_study_or_an_envelope_of_the_same_hash_is_not_approved() {
        Approvals approvals = Approvals.NONE.with(yes(ADA));
        assertThat(approvals
                        .standing(Subject.study(Federation.hash("x")), BINDING, 1, NOW)
                        .state())
                .isEqualTo(State.UNDECIDED);
        assertThat(approvals
                        .standing(Subject.envelope(STUDY.hash()), BINDING, 1, NOW)
                        .state())
                .isEqualTo(State.UNDECIDED);
    }

    @Test
    void what_changed_since_is_told_line_by_line() {
        Standing standing = Approvals.NONE
                .with(yes(ADA))
                .standing(STUDY, binding("roster 2", "dossier 2", "va", "switzerland"), 1, NOW);
        assertThat(standing.state()).isEqualTo(State.CHANGED);
        assertThat(standing.words())
                .hasSize(5)
                .contains(
                        "hungarian was among the peers and is no longer",
                        "switzerland was not among the peers and is now")
                .anySatisfy(line -> assertThat(line).startsWith("the key of va was "))
                .anySatisfy(line -> assertThat(line).startsWith("the roster had the hash "))
                .anySatisfy(line -> assertThat(line).startsWith("the dossier had the hash "));
    }

    @Test
    void two_approvals_of_different_dossiers_do_not_add_up() {
        Approvals approvals = Approvals.NONE
                .with(yes(ADA))
                .with(new Approved(STUDY, binding("roster", "other", "hungarian", "va"), BEN, NOW, UNTIL));
        assertThat(state(approvals, 2)).isEqualTo(State.WAITING);
    }

    @Test
    void a_no_ends_every_yes_before_it_and_a_later_yes_begins_anew() {
        Approvals rejected = Approvals.NONE
                .with(yes(ADA))
                .with(new Rejected(STUDY, Federation.hash("dossier"), BEN, NOW, "no legal basis"));
        assertThat(rejected.standing(STUDY, BINDING, 1, NOW))
                .isEqualTo(Standing.of(State.REJECTED, "Ben rejected it on 2026-11-23T22:00:00Z: no legal basis"));
        assertThat(state(rejected.with(yes(BEN)), 2)).isEqualTo(State.WAITING);
        assertThat(state(rejected.with(yes(BEN)), 1)).isEqualTo(State.APPROVED);
    }

    @Test
    void a_revocation_ends_what_was_approved() {
        Approvals revoked = Approvals.NONE.with(yes(ADA)).with(new Revoked(STUDY, BEN, NOW, ""));
        assertThat(revoked.standing(STUDY, BINDING, 1, NOW))
                .isEqualTo(Standing.of(State.REVOKED, "Ben revoked it on 2026-11-23T22:00:00Z"));
    }

    @Test
    void a_run_is_counted_once_under_study_and_envelope() {
        Subject envelope = Subject.envelope(Federation.hash("envelope"));
        Approvals approvals = Approvals.NONE
                .with(new RunBegun("run-1", STUDY.hash(), envelope, NOW))
                .with(new RunBegun("run-1", STUDY.hash(), envelope, NOW))
                .with(new RunBegun("run-2", Federation.hash("other"), envelope, NOW));
        assertThat(approvals.numberOf("run-3", envelope)).isEqualTo(3);
        assertThat(approvals.numberOf("run-2", envelope)).isEqualTo(2);
        assertThat(approvals.numberOf("run-3", STUDY)).isEqualTo(2);
        assertThat(Approvals.NONE.numberOf("run-1", STUDY)).isEqualTo(1);
        assertThat(approvals.with(new Revoked(envelope, ADA, NOW, "")).numberOf("run-3", envelope))
                .isEqualTo(3);
    }

    @Test
    void an_earlier_state_is_not_changed_by_a_later_event() {
        Approvals one = Approvals.NONE.with(yes(ADA));
        one.with(new Revoked(STUDY, BEN, NOW, ""));
        assertThat(state(one, 1)).isEqualTo(State.APPROVED);
        assertThat(Approvals.NONE.subjects()).isEmpty();
    }

    @Test
    void a_last_day_is_over_at_midnight_here() {
        assertThat(Approved.endOf(LocalDate.of(2026, 12, 31), ZoneId.of("Europe/Berlin")))
                .isEqualTo(Instant.parse("2026-12-31T23:00:00Z"));
        assertThatThrownBy(() -> new Approved(STUDY, BINDING, ADA, NOW, NOW))
                .hasMessageContaining("ends after it begins");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " Ada", "Ada  B", "Ada\nBen", "Ada\u202e", "Ada\u00a0B"})
    void a_name_is_one_line_that_can_be_seen(String name) {
        assertThatThrownBy(() -> new Person(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void all_of_a_journal_is_replayed_and_a_stranger_refused() {
        List<ApprovalEvent> events = List.of(yes(ADA), yes(BEN), new Revoked(STUDY, ADA, NOW, ""), yes(BEN));
        Approvals replayed = Approvals.replay(
                events.stream()
                        .map(event ->
                                SignedApproval.sign(event, Federation.key()).toJournal())
                        .toList(),
                Federation.key().verifyingKey());
        assertThat(state(replayed, 1)).isEqualTo(State.APPROVED);
        assertThat(state(replayed, 2)).isEqualTo(State.WAITING);
        assertThatThrownBy(() -> Approvals.replay(
                        List.of(SignedApproval.sign(yes(ADA), Federation.strangersKey())
                                .toJournal()),
                        Federation.key().verifyingKey()))
                .hasMessage("this decision is not signed by this site's key");
    }

    private static State state(Approvals approvals, int approvers) {
        return approvals.standing(STUDY, BINDING, approvers, NOW).state();
    }

    private static Approved yes(Person person) {
        return new Approved(STUDY, BINDING, person, NOW, UNTIL);
    }

    private static Binding binding(String roster, String dossier, String... peers) {
        TreeMap<SiteId, VerifyingKey> keys = new TreeMap<>();
        Federation.with(peers).peers().forEach(site -> keys.put(site.id(), site.key()));
        return new Binding(Sha256.of(roster), keys, Sha256.of(dossier));
    }
}

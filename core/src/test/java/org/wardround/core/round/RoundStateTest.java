package org.wardround.core.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundState.Step;
import org.wardround.core.task.TaskKind;

class RoundStateTest {
    private static final SiteId A = new SiteId("a");
    private static final SiteId B = new SiteId("b");
    private static final SiteId C = new SiteId("c");
    private static final SiteId STRANGER = new SiteId("x");
    private static final RoundPlan PLAN = new RoundPlan(7, TaskKind.TRAIN, sites(A, B, C), 2);

    private static final List<RoundState> STATES = List.of(
            new RoundState.Planned(PLAN),
            new RoundState.Collecting(PLAN, sites(A), lost()),
            new RoundState.Closed(PLAN, sites(A, B), lost(C)),
            new RoundState.Committed(PLAN, sites(A, B), lost(C)),
            new RoundState.Abandoned(PLAN, ErrorCode.QUORUM_NOT_MET, "too few", lost(C)));

    private static final Map<String, Function<RoundState, Step>> EVENTS = new LinkedHashMap<>();

    static {
        EVENTS.put("onStart", RoundState::onStart);
        EVENTS.put("onAnswers", state -> state.onAnswers(List.of(A, C, STRANGER)));
        EVENTS.put("onSiteLost", state -> state.onSiteLost(B, ErrorCode.SITE_LOST));
        EVENTS.put("onSitesLost", state -> state.onSitesLost(lost(B, C)));
        EVENTS.put("onDeadline", RoundState::onDeadline);
        EVENTS.put("onSummed", RoundState::onSummed);
        EVENTS.put("onSumFailed", state -> state.onSumFailed(ErrorCode.INTERNAL, "disk"));
    }

    /** Every event in every state: state, event, next state, commands. Three sites are invited, two must answer; a has. */
    private static final String TABLE = """
            Planned    onStart     -> Collecting Offer[a, b, c]
            Planned    onAnswers   -> Planned Refuse[a NOT_INVITED] Refuse[c NOT_INVITED] Refuse[x NOT_INVITED]
            Planned    onSiteLost  -> Planned
            Planned    onSitesLost -> Planned
            Planned    onDeadline  -> Planned
            Planned    onSummed    -> Planned
            Planned    onSumFailed -> Planned
            Collecting onStart     -> Collecting
            Collecting onAnswers   -> Collecting Refuse[a ALREADY_ANSWERED] Accept[c] Refuse[x NOT_INVITED]
            Collecting onSiteLost  -> Collecting
            Collecting onSitesLost -> Abandoned GiveUp[QUORUM_NOT_MET round 7 closed with 1 of 2 required sites]
            Collecting onDeadline  -> Abandoned GiveUp[QUORUM_NOT_MET round 7 closed with 1 of 2 required sites]
            Collecting onSummed    -> Collecting
            Collecting onSumFailed -> Collecting
            Closed     onStart     -> Closed
            Closed     onAnswers   -> Closed Refuse[a ALREADY_ANSWERED] Refuse[c TOO_LATE] Refuse[x NOT_INVITED]
            Closed     onSiteLost  -> Closed
            Closed     onSitesLost -> Closed
            Closed     onDeadline  -> Closed
            Closed     onSummed    -> Committed Commit[a, b]
            Closed     onSumFailed -> Abandoned GiveUp[INTERNAL disk]
            Committed  onStart     -> Committed
            Committed  onAnswers   -> Committed Refuse[a ALREADY_ANSWERED] Refuse[c TOO_LATE] Refuse[x NOT_INVITED]
            Committed  onSiteLost  -> Committed
            Committed  onSitesLost -> Committed
            Committed  onDeadline  -> Committed
            Committed  onSummed    -> Committed
            Committed  onSumFailed -> Committed
            Abandoned  onStart     -> Abandoned
            Abandoned  onAnswers   -> Abandoned Refuse[a TOO_LATE] Refuse[c TOO_LATE] Refuse[x NOT_INVITED]
            Abandoned  onSiteLost  -> Abandoned
            Abandoned  onSitesLost -> Abandoned
            Abandoned  onDeadline  -> Abandoned
            Abandoned  onSummed    -> Abandoned
            Abandoned  onSumFailed -> Abandoned
            """;

    @Test
    void every_event_in_every_state_does_what_the_table_says() {
        StringBuilder seen = new StringBuilder();
        for (RoundState state : STATES) {
            EVENTS.forEach((name, event) -> {
                Step step = event.apply(state);
                if (step.next().getClass() == state.getClass() && !name.matches("onAnswers|onSites?Lost")) {
                    assertThat(step.next()).isEqualTo(state);
                }
                seen.append("%-10s %-11s -> %s%n".formatted(state.getClass().getSimpleName(), name, describe(step)));
            });
        }
        assertThat(seen.toString()).isEqualToNormalizingNewlines(TABLE);
    }

    @Test
    void the_table_covers_every_state_and_every_event() {
        assertThat(STATES.stream().map(Object::getClass).toArray())
                .containsExactlyInAnyOrder((Object[]) RoundState.class.getPermittedSubclasses());
        assertThat(Arrays.stream(RoundState.class.getMethods())
                        .map(Method::getName)
                        .filter(name -> name.startsWith("on")))
                .containsExactlyInAnyOrderElementsOf(EVENTS.keySet());
    }

    @Test
    void a_round_closes_when_every_site_has_answered_or_is_lost() {
        Step step = collecting()
                .onAnswers(List.of(B))
                .next()
                .onSiteLost(A, ErrorCode.NO_ROWS)
                .next()
                .onAnswers(List.of(C));

        assertThat(step.next()).isEqualTo(new RoundState.Closed(PLAN, sites(B, C), lost(Map.of(A, ErrorCode.NO_ROWS))));
        assertThat(step.commands()).containsExactly(new Command.Accept(C), new Command.TakeSum(sites(B, C)));
    }

    @Test
    void a_round_with_a_quorum_closes_at_the_deadline() {
        Step step = collecting().onAnswers(List.of(C, A)).next().onDeadline();

        assertThat(step.next()).isEqualTo(new RoundState.Closed(PLAN, sites(A, C), lost()));
        assertThat(step.commands()).containsExactly(new Command.TakeSum(sites(A, C)));
    }

    @Test
    void a_lost_site_that_comes_back_in_time_counts_and_the_round_waits_for_the_others() {
        RoundState waiting = collecting()
                .onSiteLost(B, ErrorCode.SITE_LOST)
                .next()
                .onAnswers(List.of(B, A))
                .next();

        assertThat(waiting).isEqualTo(new RoundState.Collecting(PLAN, sites(A, B), lost()));
        assertThat(waiting.onDeadline().next().contributors()).containsExactly(A, B);
    }

    @Test
    void a_site_that_has_answered_cannot_be_lost() {
        RoundState state = collecting().onAnswers(List.of(A)).next();

        assertThat(state.onSiteLost(A, ErrorCode.SITE_LOST).next()).isEqualTo(state);
        assertThat(state.onSiteLost(STRANGER, ErrorCode.SITE_LOST).next()).isEqualTo(state);
    }

    @Test
    void one_site_counts_once_however_often_it_is_named_in_one_event() {
        Step step = collecting().onAnswers(List.of(A, A));

        assertThat(step.next()).isEqualTo(new RoundState.Collecting(PLAN, sites(A), lost()));
        assertThat(step.commands())
                .containsExactly(new Command.Accept(A), new Command.Refuse(A, ErrorCode.ALREADY_ANSWERED));
    }

    @Test
    void the_order_of_answers_does_not_show_in_the_state() {
        RoundState forward =
                collecting().onAnswers(List.of(A)).next().onAnswers(List.of(B)).next();
        RoundState backward =
                collecting().onAnswers(List.of(B)).next().onAnswers(List.of(A)).next();

        assertThat(forward).isEqualTo(backward);
    }

    @Test
    void a_state_keeps_what_it_was_given() {
        SortedSet<SiteId> answered = sites(A, B);
        SortedMap<SiteId, ErrorCode> lost = lost(C);
        RoundState.Closed closed = new RoundState.Closed(PLAN, answered, lost);

        answered.clear();
        lost.clear();

        assertThat(closed.contributors()).containsExactly(A, B);
        assertThat(closed.lost()).containsOnlyKeys(C);
        assertThatThrownBy(() -> closed.contributors().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void no_round_is_closed_below_its_quorum() {
        assertThatThrownBy(() -> new RoundState.Closed(PLAN, sites(A), lost()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a round closes with a quorum of 2 or more, got 1");
    }

    @Test
    void a_plan_keeps_its_rules() {
        assertThatThrownBy(() -> new RoundPlan(0, TaskKind.TRAIN, sites(A), 1))
                .hasMessage("rounds count from 1, got 0");
        assertThatThrownBy(() -> new RoundPlan(1, TaskKind.TRAIN, sites(A, B), 0))
                .hasMessage("quorum must be between 1 and the 2 invited sites, got 0");
        assertThatThrownBy(() -> new RoundPlan(1, TaskKind.TRAIN, sites(A, B), 3))
                .hasMessage("quorum must be between 1 and the 2 invited sites, got 3");
        assertThatThrownBy(() -> new RoundPlan(1, TaskKind.TRAIN, sites(), 1))
                .hasMessage("quorum must be between 1 and the 0 invited sites, got 1");
    }

    private static RoundState collecting() {
        return new RoundState.Planned(PLAN).onStart().next();
    }

    private static SortedSet<SiteId> sites(SiteId... sites) {
        return new TreeSet<>(List.of(sites));
    }

    private static SortedMap<SiteId, ErrorCode> lost(SiteId... sites) {
        SortedMap<SiteId, ErrorCode> lost = new TreeMap<>();
        List.of(sites).forEach(site -> lost.put(site, ErrorCode.SITE_LOST));
        return lost;
    }

    private static SortedMap<SiteId, ErrorCode> lost(Map<SiteId, ErrorCode> reasons) {
        return new TreeMap<>(reasons);
    }

    private static String describe(Step step) {
        String commands = step.commands().stream().map(RoundStateTest::describe).collect(Collectors.joining(" "));
        return (step.next().getClass().getSimpleName() + " " + commands).strip();
    }

    private static String describe(Command command) {
        String content;
        if (command instanceof Command.Offer offer) {
            content = offer.sites().toString();
        } else if (command instanceof Command.TakeSum sum) {
            content = sum.contributors().toString();
        } else if (command instanceof Command.Commit commit) {
            content = commit.contributors().toString();
        } else if (command instanceof Command.Accept accept) {
            content = List.of(accept.site()).toString();
        } else if (command instanceof Command.Refuse refuse) {
            content = "[%s %s]".formatted(refuse.site(), refuse.code());
        } else {
            Command.GiveUp giveUp = (Command.GiveUp) command;
            content = "[%s %s]".formatted(giveUp.code(), giveUp.reason());
        }
        return command.getClass().getSimpleName() + content;
    }
}

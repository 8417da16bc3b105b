package org.wardround.inference.program;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.round.RoundState;
import org.wardround.core.round.RunState;
import org.wardround.core.strategy.AnswerForm;
import org.wardround.core.sum.MaskedSum;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.TaskKind;
import org.wardround.core.update.PerSiteUpdate;

/** The rounds of one run, in order. Ends the run by a {@link FederationException} when the state machine says so. Not thread-safe. */
public final class Rounds {
    private final Exchange exchange;
    private final RoundLog log;
    private final boolean masked;
    private RunState.Running state = RunState.first();

    /** With sums in the clear. */
    public Rounds(Exchange exchange, RoundLog log) {
        this(exchange, log, false);
    }

    /** @param masked whether sums are taken under masks, which takes more answers than a quorum may */
    public Rounds(Exchange exchange, RoundLog log, boolean masked) {
        this.exchange = exchange;
        this.log = log;
        this.masked = masked;
    }

    /** Told how each round ended. */
    @FunctionalInterface
    public interface RoundLog {
        RoundLog NONE = (question, state) -> {};

        void ended(Question question, RoundState state);
    }

    /**
     * Who is asked, and how many must answer.
     *
     * @param what is asked, in words
     */
    public record Invited(SortedSet<SiteId> sites, int quorum, String what) {
        /** Everybody must answer: a sum over all rows is asked once and for one set of sites. */
        public static Invited all(SortedSet<SiteId> sites, TaskKind kind) {
            return new Invited(
                    sites, sites.size(), "the round of kind " + kind.name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * How a round ended.
     *
     * @param answers the sum, or the sites' updates
     * @param refusals what was said by sites that could not answer
     */
    public record Ended<T>(boolean committed, T answers, RoundState state, SortedMap<SiteId, String> refusals) {
        /** Whether every site that was asked said that its answer would be no number, or beyond all bounds. */
        public boolean hasDiverged() {
            return refusals.size() == state.plan().invited().size()
                    && state instanceof RoundState.Abandoned abandoned
                    && abandoned.lost().values().stream()
                            .allMatch(code -> code == ErrorCode.NOT_FINITE || code == ErrorCode.OUT_OF_BOUND);
        }
    }

    /** Asks for counts or sums over all rows: nothing weighted, nothing clipped, everybody must answer. */
    public Sum askAll(TaskKind kind, SortedSet<SiteId> sites, SumLayout layout, SiteWork work) {
        return ask(kind, Invited.all(sites, kind), SumQuestion.Weighting.NONE, layout, work)
                .answers();
    }

    public Ended<Sum> ask(
            TaskKind kind, Invited invited, SumQuestion.Weighting weighting, SumLayout layout, SiteWork work) {
        RoundPlan plan = new RoundPlan(state.round(), kind, invited.sites(), invited.quorum());
        SumQuestion question = new SumQuestion(plan, layout, weighting, work);
        Exchange.RoundResult result = exchange.ask(question);
        ended(invited, question, result.state(), result.refusals());
        return new Ended<>(result.isCommitted(), result.sum(), result.state(), new TreeMap<>(result.refusals()));
    }

    /** Asks for updates that are read site by site. */
    public Ended<List<PerSiteUpdate>> askEach(TaskKind kind, Invited invited, AnswerForm form, SiteWork work) {
        RoundPlan plan = new RoundPlan(state.round(), kind, form.release(), invited.sites(), invited.quorum());
        PerSiteQuestion question = new PerSiteQuestion(plan, form.layout(), form.maxNorm(), work);
        Exchange.PerSiteResult result = exchange.askEach(question);
        ended(invited, question, result.state(), result.refusals());
        return new Ended<>(result.isCommitted(), result.updates(), result.state(), new TreeMap<>(result.refusals()));
    }

    private void ended(Invited invited, Question question, RoundState round, SortedMap<SiteId, String> refusals) {
        log.ended(question, round);
        RunState next = round instanceof RoundState.Abandoned abandoned
                ? state.onAbandoned(abandoned)
                : state.onCommitted(true);
        if (next instanceof RunState.Ended ended) {
            throw new FederationException(
                    ended.code(),
                    round instanceof RoundState.Abandoned abandoned && ended.code() == ErrorCode.QUORUM_NOT_MET
                            ? tooFew(invited, abandoned, refusals)
                            : explained(ended.reason(), refusals));
        }
        state = (RunState.Running) next;
    }

    /** Names what was asked, who did not answer and why, and what to do. */
    private String tooFew(Invited invited, RoundState.Abandoned abandoned, SortedMap<SiteId, String> refusals) {
        SortedMap<SiteId, String> reasons = new TreeMap<>(refusals);
        // Beside a refusal a site may have answered in vain: under masks some can't be added without the others.
        String silent = refusals.isEmpty() ? "dropped out" : "gave no answer that counts";
        abandoned.lost().keySet().forEach(site -> reasons.putIfAbsent(site, silent));
        String lost = reasons.entrySet().stream()
                .map(entry -> entry.getKey() + (refusals.containsKey(entry.getKey()) ? ": " : " ") + entry.getValue())
                .collect(Collectors.joining(", "));
        int asked = invited.sites().size();
        int underMasks = masked ? MaskedSum.threshold(asked) : 0;
        boolean quorum = invited.quorum() > underMasks;
        return "too few sites answered in %s: %d of the %d that were asked, and it takes %d%s (%s); the run ends%s: see why they did not answer%s"
                .formatted(
                        invited.what(),
                        asked - reasons.size(),
                        asked,
                        quorum ? invited.quorum() : underMasks,
                        quorum ? "" : " under masks",
                        lost,
                        abandoned.plan().kind().isFullBatch()
                                ? ""
                                : ", because this happened in %d rounds in a row"
                                        .formatted(RunState.MAX_ABANDONED_IN_A_ROW),
                        quorum ? ", or lower training.quorum" : "");
    }

    private static String explained(String reason, SortedMap<SiteId, String> refusals) {
        StringBuilder text = new StringBuilder(reason);
        refusals.forEach(
                (site, refusal) -> text.append("; ").append(site).append(": ").append(refusal));
        return text.toString();
    }
}

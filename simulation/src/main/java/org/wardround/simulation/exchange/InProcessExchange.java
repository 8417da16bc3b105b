package org.wardround.simulation.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.round.RoundState;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.task.TaskState;
import org.wardround.core.update.PerSiteUpdate;
import org.wardround.inference.program.Exchange;
import org.wardround.inference.program.PerSiteQuestion;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.SumQuestion;
import org.wardround.privacy.release.PerSiteRelease;
import org.wardround.privacy.release.Release;
import org.wardround.privacy.release.SumRelease;

/**
 * Carries rounds out: every invited site's task on a worker thread, answers added in integers, or kept apart where each
 * is read by itself, so neither order nor number of threads shows in what comes of them. Thread-safe if its log is.
 */
public final class InProcessExchange implements Exchange {
    private static final int PIECES_PER_THREAD = 4;

    private final Workers workers;
    private final Dropout dropout;
    private final ReleaseLog log;

    public InProcessExchange(Workers workers, Dropout dropout, ReleaseLog log) {
        this.workers = workers;
        this.dropout = dropout;
        this.log = log;
    }

    @Override
    public RoundResult ask(SumQuestion question) {
        List<Piece<Accumulator>> pieces = workers.all(pieces(question, sites -> added(question, sites)));
        Accumulator total = new Accumulator(question.layout());
        pieces.forEach(piece -> total.add(piece.collected));
        SortedMap<SiteId, Refusal> refused = refused(pieces);
        RoundState state = settle(question.plan(), pieces, refused);
        return new RoundResult(state, total.sum(), reasons(refused));
    }

    /** Each is staged whole, checked, and accepted or refused by name. */
    @Override
    public PerSiteResult askEach(PerSiteQuestion question) {
        List<Piece<List<PerSiteUpdate>>> pieces = workers.all(pieces(question, sites -> staged(question, sites)));
        SortedMap<SiteId, Refusal> refused = refused(pieces);
        RoundState state = settle(question.plan(), pieces, refused);
        List<PerSiteUpdate> updates = new ArrayList<>();
        if (state instanceof RoundState.Committed) {
            pieces.forEach(piece -> updates.addAll(piece.collected));
        }
        return new PerSiteResult(state, updates, reasons(refused));
    }

    /** What a share of the sites came to. */
    private record Piece<T>(T collected, List<SiteId> answered, SortedMap<SiteId, Refusal> refused, List<SiteId> lost) {
        static <T> Piece<T> over(T collected, int sites) {
            return new Piece<>(collected, new ArrayList<>(sites), new TreeMap<>(), new ArrayList<>());
        }
    }

    /** Why an answer does not count. */
    private record Refusal(ErrorCode code, String reason) {}

    private <T> List<Callable<Piece<T>>> pieces(Question question, Function<List<SiteId>, Piece<T>> run) {
        List<SiteId> invited = new ArrayList<>(question.plan().invited());
        int pieces = Math.min(invited.size(), workers.threads() * PIECES_PER_THREAD);
        List<Callable<Piece<T>>> tasks = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            int from = (int) ((long) invited.size() * i / pieces);
            int to = (int) ((long) invited.size() * (i + 1) / pieces);
            tasks.add(() -> run.apply(invited.subList(from, to)));
        }
        return tasks;
    }

    private Piece<Accumulator> added(SumQuestion question, List<SiteId> sites) {
        Piece<Accumulator> piece = Piece.over(new Accumulator(question.layout()), sites.size());
        Egress egress = new Egress(log);
        run(question, sites, piece, release -> egress.add((SumRelease) release, piece.collected));
        return piece;
    }

    private Piece<List<PerSiteUpdate>> staged(PerSiteQuestion question, List<SiteId> sites) {
        Piece<List<PerSiteUpdate>> piece = Piece.over(new ArrayList<>(), sites.size());
        Egress egress = new Egress(log);
        run(question, sites, piece, release -> {
            SiteId site = release.order().site();
            PerSiteUpdate.Outcome outcome =
                    PerSiteUpdate.accept(site, question.layout(), egress.stage((PerSiteRelease) release));
            if (outcome instanceof PerSiteUpdate.Outcome.Refused refused) {
                piece.refused.put(site, new Refusal(refused.code(), refused.reason()));
            } else {
                piece.collected.add(((PerSiteUpdate.Outcome.Accepted) outcome).update());
            }
        });
        return piece;
    }

    private void run(Question question, List<SiteId> sites, Piece<?> piece, Consumer<Release> exit) {
        boolean mayDrop = !question.plan().kind().isFullBatch();
        for (SiteId site : sites) {
            if (mayDrop && dropout.takes(site, question.plan().number())) {
                piece.lost.add(site);
                continue;
            }
            TaskState end = new SiteTask(question.orderFor(site), question.work(), exit).run();
            if (end instanceof TaskState.Refused refused) {
                piece.refused.put(site, new Refusal(refused.code(), refused.reason()));
            } else if (!piece.refused.containsKey(site)) {
                piece.answered.add(site);
            }
        }
    }

    private static SortedMap<SiteId, Refusal> refused(List<? extends Piece<?>> pieces) {
        SortedMap<SiteId, Refusal> refused = new TreeMap<>();
        for (Piece<?> piece : pieces) {
            refused.putAll(piece.refused);
        }
        return refused;
    }

    private static SortedMap<SiteId, String> reasons(SortedMap<SiteId, Refusal> refused) {
        SortedMap<SiteId, String> reasons = new TreeMap<>();
        refused.forEach((site, refusal) -> reasons.put(site, refusal.reason));
        return reasons;
    }

    /** All losses are one event and all answers another, so that the number of sites costs no more than sorting them. */
    private static RoundState settle(
            RoundPlan plan, List<? extends Piece<?>> pieces, SortedMap<SiteId, Refusal> refused) {
        SortedMap<SiteId, ErrorCode> lost = new TreeMap<>();
        List<SiteId> answered = new ArrayList<>();
        refused.forEach((site, refusal) -> lost.put(site, refusal.code));
        for (Piece<?> piece : pieces) {
            piece.lost.forEach(site -> lost.put(site, ErrorCode.SITE_LOST));
            answered.addAll(piece.answered);
        }
        RoundState state = new RoundState.Planned(plan).onStart().next();
        if (!lost.isEmpty()) {
            state = state.onSitesLost(lost).next();
        }
        return state.onAnswers(answered).next().onSummed().next();
    }
}

package org.wardround.simulation.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundState;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.Sum;
import org.wardround.core.task.TaskState;

/**
 * Carries rounds out: every invited site's task on a worker thread, answers added in integers, so neither order nor number of threads shows in
 * the sum. Thread-safe if its log is.
 */
public final class Exchange {
    private static final int PIECES_PER_THREAD = 4;

    private final Workers workers;
    private final Dropout dropout;
    private final ReleaseLog log;

    public Exchange(Workers workers, Dropout dropout, ReleaseLog log) {
        this.workers = workers;
        this.dropout = dropout;
        this.log = log;
    }

    /**
     * How a round ended.
     *
     * @param state {@link RoundState.Committed} or {@link RoundState.Abandoned}
     * @param sum of the contributors; of nobody where the round was abandoned
     * @param refusals what sites said that could not answer
     */
    public record RoundResult(RoundState state, Sum sum, SortedMap<SiteId, String> refusals) {
        public boolean isCommitted() {
            return state instanceof RoundState.Committed;
        }
    }

    public RoundResult ask(Question question) {
        List<SiteId> invited = new ArrayList<>(question.plan().invited());
        int pieces = Math.min(invited.size(), workers.threads() * PIECES_PER_THREAD);
        List<Callable<Piece>> tasks = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            int from = (int) ((long) invited.size() * i / pieces);
            int to = (int) ((long) invited.size() * (i + 1) / pieces);
            tasks.add(() -> run(question, invited.subList(from, to)));
        }
        return settle(question, workers.all(tasks));
    }

    /** What a share of the sites came to. */
    private record Piece(
            Accumulator staging,
            List<SiteId> answered,
            SortedMap<SiteId, TaskState.Refused> refused,
            List<SiteId> lost) {}

    private Piece run(Question question, List<SiteId> sites) {
        Piece piece = new Piece(
                new Accumulator(question.layout()), new ArrayList<>(sites.size()), new TreeMap<>(), new ArrayList<>());
        Egress egress = new Egress(log);
        boolean mayDrop = !question.plan().kind().isFullBatch();
        for (SiteId site : sites) {
            if (mayDrop && dropout.takes(site, question.plan().number())) {
                piece.lost.add(site);
                continue;
            }
            TaskState end = new SiteTask(question.orderFor(site), question.work(), egress).run(piece.staging);
            if (end instanceof TaskState.Refused refused) {
                piece.refused.put(site, refused);
            } else {
                piece.answered.add(site);
            }
        }
        return piece;
    }

    private static RoundResult settle(Question question, List<Piece> pieces) {
        Accumulator total = new Accumulator(question.layout());
        SortedMap<SiteId, String> refusals = new TreeMap<>();
        RoundState state = new RoundState.Planned(question.plan()).onStart().next();
        List<SiteId> answered = new ArrayList<>();
        for (Piece piece : pieces) {
            total.add(piece.staging);
            answered.addAll(piece.answered);
            for (TaskState.Refused refused : piece.refused.values()) {
                refusals.put(refused.order().site(), refused.reason());
                state = state.onSiteLost(refused.order().site(), refused.code()).next();
            }
            for (SiteId lost : piece.lost) {
                state = state.onSiteLost(lost, ErrorCode.SITE_LOST).next();
            }
        }
        state = state.onAnswers(answered).next();
        return new RoundResult(state.onSummed().next(), total.sum(), refusals);
    }
}

package org.wardround.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.round.RoundState;
import org.wardround.core.strategy.RoundLosses;
import org.wardround.core.strategy.TrainedModel;
import org.wardround.core.strategy.TrainingState;
import org.wardround.core.text.Counted;
import org.wardround.inference.program.Describe;
import org.wardround.inference.program.OutcomeScale;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.Watcher;
import org.wardround.simulation.exchange.Dropout;
import org.wardround.simulation.exchange.InProcessExchange;
import org.wardround.simulation.exchange.Workers;

/** The federated training itself: watched round by round, with every release in the audit log. Not thread-safe; one run each. */
final class TrainingRun implements Watcher {
    private final ModelMaker maker;
    private final Progress progress;
    private final AuditLog audit;
    private final List<Findings.RoundRecord> records = new ArrayList<>();
    private final SortedMap<SiteId, String> refusals = new TreeMap<>();
    private final SortedMap<SiteId, Integer> dropouts = new TreeMap<>();
    private long lastNanos = System.nanoTime();
    private int trainedRounds;
    private int askedRounds;
    private OutcomeScale scale = OutcomeScale.NONE;

    TrainingRun(ModelMaker maker, Progress progress, AuditLog audit) {
        this.maker = maker;
        this.progress = progress;
        this.audit = audit;
    }

    /** Trains over the sites; the rounds go on with the evaluation of what came out. */
    Experiment.Trained train(SortedMap<SiteId, Table> tables, Rounds rounds) {
        progress.stage("Training over %s".formatted(Counted.of(tables.size(), "site")), maker.steps());
        return maker.federated(tables, rounds, this);
    }

    Rounds rounds(Workers workers, Dropout dropout) {
        return new Rounds(new InProcessExchange(workers, dropout, audit), this::audited);
    }

    private void audited(RoundPlan plan, RoundState state) {
        if (state instanceof RoundState.Committed committed) {
            audit.roundEnded(plan.number(), "committed", committed.contributors());
        } else {
            audit.roundEnded(plan.number(), "abandoned", List.of());
        }
    }

    @Override
    public void described(Describe.Description description) {
        description.requireInformation();
        scale = description.outcome();
        lastNanos = System.nanoTime();
    }

    @Override
    public void roundEnded(TrainingState next, Rounds.Ended<?> ended) {
        long now = System.nanoTime();
        if (!ended.state().plan().kind().isFullBatch()) {
            askedRounds++;
            lost(ended.state()).stream()
                    .filter(site -> !ended.refusals().containsKey(site))
                    .forEach(site -> dropouts.merge(site, 1, Integer::sum));
        }
        if (ended.state() instanceof RoundState.Committed committed
                && next.current().round() > trainedRounds) {
            trainedRounds = next.current().round();
            SortedMap<SiteId, String> lost = new TreeMap<>(ended.refusals());
            committed.lost().forEach((site, code) -> lost.putIfAbsent(site, "dropped out"));
            refusals.putAll(ended.refusals());
            TrainedModel.Step step = next.current().step();
            records.add(new Findings.RoundRecord(
                    trainedRounds, List.copyOf(committed.contributors()), lost, step, (now - lastNanos) * 1e-9));
            step.outliers()
                    .forEach((site, outlier) ->
                            audit.outlier(ended.state().plan().number(), trainedRounds, site, outlier.reason()));
            progress.step("round %d%s".formatted(trainedRounds, loss(next)));
        }
        lastNanos = now;
    }

    @Override
    public void passEnded(String purpose, Rounds.Ended<?> ended) {
        long now = System.nanoTime();
        if (ended.state() instanceof RoundState.Committed committed) {
            trainedRounds++;
            records.add(new Findings.RoundRecord(
                    trainedRounds,
                    List.copyOf(committed.contributors()),
                    new TreeMap<>(),
                    TrainedModel.Step.NONE,
                    (now - lastNanos) * 1e-9));
        }
        progress.step(purpose);
        lastNanos = now;
    }

    private static Set<SiteId> lost(RoundState state) {
        if (state instanceof RoundState.Committed committed) {
            return committed.lost().keySet();
        }
        return state instanceof RoundState.Abandoned abandoned
                ? abandoned.lost().keySet()
                : Set.of();
    }

    /** In how many training rounds each site dropped out that ever did. */
    SortedMap<SiteId, Integer> dropouts() {
        return new TreeMap<>(dropouts);
    }

    /** Training rounds that were asked, abandoned ones too. */
    int askedRounds() {
        return askedRounds;
    }

    private String loss(TrainingState state) {
        List<RoundLosses> history = state.history();
        RoundLosses last = history.get(history.size() - 1);
        return String.format(Locale.ROOT, ", training loss %.4f", scale.lossTurnedBack(last.trainLoss()));
    }

    List<Findings.RoundRecord> records() {
        return List.copyOf(records);
    }

    /** Sites whose answer was refused in some round, with the last reason. */
    SortedMap<SiteId, String> refusals() {
        return new TreeMap<>(refusals);
    }
}

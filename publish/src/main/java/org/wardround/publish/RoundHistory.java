package org.wardround.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.wardround.core.aggregate.Outlier;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundState;
import org.wardround.core.strategy.RoundLosses;
import org.wardround.core.strategy.TrainedModel;
import org.wardround.core.strategy.TrainingState;
import org.wardround.inference.program.Describe;
import org.wardround.inference.program.OutcomeScale;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.Watcher;
import org.wardround.study.results.RoundResult;

/** Keeps how the training rounds of a run went: who counted, who was lost and why, how far the model moved. Not thread-safe; one run each. */
public final class RoundHistory implements Watcher {
    private final LongSupplier nanos;
    private final List<Entry> entries = new ArrayList<>();
    private final SortedMap<SiteId, String> refusals = new TreeMap<>();
    private final SortedMap<SiteId, Integer> dropouts = new TreeMap<>();
    private long lastNanos;
    private int askedRounds;
    private OutcomeScale scale = OutcomeScale.NONE;

    /**
     * How a training round went.
     *
     * @param round of training, from 1; abandoned rounds have none of their own and are left out
     * @param lost sites that were asked and did not count, with the reason
     * @param step how large the change was, what bounded it, and whose update stood apart
     */
    private record Entry(
            int round,
            List<SiteId> contributors,
            SortedMap<SiteId, String> lost,
            TrainedModel.Step step,
            double seconds) {}

    /** @param nanos a clock that never goes back */
    public RoundHistory(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastNanos = nanos.getAsLong();
    }

    @Override
    public void described(Describe.Description description) {
        scale = description.outcome();
        lastNanos = nanos.getAsLong();
    }

    @Override
    public void roundEnded(TrainingState next, Rounds.Ended<?> ended) {
        if (!ended.state().plan().kind().isFullBatch()) {
            askedRounds++;
            lost(ended.state()).stream()
                    .filter(site -> !ended.refusals().containsKey(site))
                    .forEach(site -> dropouts.merge(site, 1, Integer::sum));
        }
        double seconds = lap();
        if (ended.state() instanceof RoundState.Committed committed
                && next.current().round() > rounds()) {
            SortedMap<SiteId, String> lost = new TreeMap<>(ended.refusals());
            committed.lost().forEach((site, code) -> lost.putIfAbsent(site, "dropped out"));
            refusals.putAll(ended.refusals());
            entries.add(new Entry(
                    next.current().round(),
                    List.copyOf(committed.contributors()),
                    lost,
                    next.current().step(),
                    seconds));
        }
    }

    @Override
    public void passEnded(String purpose, Rounds.Ended<?> ended) {
        double seconds = lap();
        if (ended.state() instanceof RoundState.Committed committed) {
            entries.add(new Entry(
                    rounds() + 1,
                    List.copyOf(committed.contributors()),
                    new TreeMap<>(),
                    TrainedModel.Step.NONE,
                    seconds));
        }
    }

    private double lap() {
        long now = nanos.getAsLong();
        double seconds = (now - lastNanos) * 1e-9;
        lastNanos = now;
        return seconds;
    }

    private static Set<SiteId> lost(RoundState state) {
        if (state instanceof RoundState.Committed committed) {
            return committed.lost().keySet();
        }
        return state instanceof RoundState.Abandoned abandoned
                ? abandoned.lost().keySet()
                : Set.of();
    }

    /** Number of the last training round that counted; 0 before the first. */
    public int rounds() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).round;
    }

    /** Training rounds that were asked, abandoned ones too. */
    public int askedRounds() {
        return askedRounds;
    }

    /** In how many training rounds each site dropped out that ever did. */
    public SortedMap<SiteId, Integer> dropouts() {
        return new TreeMap<>(dropouts);
    }

    /** Sites whose answer was refused in some round, with the last reason. */
    public SortedMap<SiteId, String> refusals() {
        return new TreeMap<>(refusals);
    }

    /** The scale on which losses are measured. */
    public OutcomeScale scale() {
        return scale;
    }

    /** @param losses of the model that training began with, then after each round */
    public List<RoundResult> results(List<RoundLosses> losses) {
        List<RoundResult> rounds = new ArrayList<>();
        for (Entry entry : entries) {
            // An exact regression knows its likelihood and no loss of each round.
            boolean measured = entry.round < losses.size();
            double train = measured ? losses.get(entry.round).trainLoss() : Double.NaN;
            double validation = measured ? losses.get(entry.round).validationLoss() : Double.NaN;
            double norm = measured ? losses.get(entry.round).updateNorm() : Double.NaN;
            rounds.add(new RoundResult(
                    entry.round,
                    new RoundResult.Losses(scale.lossTurnedBack(train), scale.lossTurnedBack(validation)),
                    new TreeSet<>(entry.contributors),
                    entry.lost,
                    new RoundResult.Step(norm, entry.seconds, entry.step.bound(), reasons(entry.step.outliers()))));
        }
        return rounds;
    }

    private static SortedMap<SiteId, String> reasons(SortedMap<SiteId, Outlier> outliers) {
        SortedMap<SiteId, String> reasons = new TreeMap<>();
        outliers.forEach((site, outlier) -> reasons.put(site, outlier.reason()));
        return reasons;
    }
}

package org.wardround.inference.program;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.ModelShape;
import org.wardround.core.strategy.FederatedTraining;
import org.wardround.core.strategy.Sites;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.strategy.TrainingResult;
import org.wardround.core.strategy.TrainingSize;
import org.wardround.core.strategy.TrainingState;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.study.Comparator;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.StrategySpec.Aggregation;
import org.wardround.core.study.StrategySpec.Weights;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Sum;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.update.PerSiteUpdate;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;
import org.wardround.inference.describe.NoisedDescription;

/**
 * One model trained over one set of sites: the federated one over all, a local one over a single site, the pooled one over a single invented
 * site that holds all rows. All take the same way: describe, train round by round, keep the selected model. Deterministic in its arguments.
 */
public final class TrainingProgram {
    private final Definition definition;
    private final Members members;
    private final Rounds rounds;
    private final LocalTrainer.Maker trainers;

    /**
     * @param members each with at least one training row
     * @param trainers of the sites at hand
     */
    public TrainingProgram(Definition definition, Members members, Rounds rounds, LocalTrainer.Maker trainers) {
        this.definition = definition;
        this.members = members;
        this.rounds = rounds;
        this.trainers = trainers;
    }

    /**
     * What is trained and how.
     *
     * @param initial parameters read from the study's file; null: zeros or uniform values, from the seed
     */
    public record Definition(
            DataDictionary dictionary,
            ModelSpec model,
            TrainingSpec training,
            @Nullable Vector initial,
            long seed) {

        /**
         * The same for a model to compare with.
         *
         * @param own how local and pooled models are trained; null: as the federated one
         */
        public Definition forComparison(Comparator kind, @Nullable TrainingSpec own) {
            return kind == Comparator.LEAVE_ONE_SITE_OUT
                    ? this
                    : new Definition(dictionary, model, own == null ? training.alone() : own, initial, seed);
        }

        /** Parameters to start from, on the scale on which the outcome is learnt. */
        Vector initialFor(ModelShape shape, OutcomeScale scale) {
            return ArrayVector.owning(
                    initial == null
                            ? shape.initial(training.initial(), seed)
                            : scale.standardised(initial.toArray(), shape));
        }
    }

    public Trained run(Watcher watcher) {
        DataDictionary dictionary = definition.dictionary();
        Describe.Description description =
                described(new Describe(dictionary, definition.model().formula(), members));
        watcher.described(description);
        int features = description.federated().features();
        ModelShape shape = ModelShape.of(definition.model(), dictionary.outcome(), features);
        FederatedTraining algorithm =
                new FederatedTraining(definition.training(), size(shape, description), VectorWriter.Factory.IN_MEMORY);
        OutcomeScale scale = description.outcome();
        SortedMap<SiteId, Table> learnt = new TreeMap<>();
        members.atHand().forEach((site, table) -> learnt.put(site, scale.standardised(table)));
        Sitework sites = new Sitework(
                trainers.make(description, new Members(members.sites(), learnt)),
                shares(description.counts().rows(Side.TRAIN)));
        TrainingState state = algorithm.start(definition.initialFor(shape, scale));
        Optional<TrainingTask> task = algorithm.next(state);
        while (task.isPresent()) {
            Rounds.Ended<?> ended;
            if (task.get().form().release() == ReleaseKind.SUM) {
                Rounds.Ended<Sum> summed = ask(algorithm, task.get(), sites);
                state = summed.committed() ? algorithm.step(state, summed.answers()) : algorithm.abandon(state);
                ended = summed;
            } else {
                Rounds.Ended<List<PerSiteUpdate>> each = askEach(algorithm, task.get(), sites);
                state = each.committed() ? algorithm.step(state, each.answers()) : algorithm.abandon(state);
                ended = each;
            }
            watcher.roundEnded(state, ended);
            task = algorithm.next(state);
        }
        TrainingResult result = algorithm.result(state);
        double[] parameters = scale.turnedBack(result.model().toArray(), shape);
        return new Trained(description, parameters, shape, result, null);
    }

    private Describe.Description described(Describe asking) {
        PrivateTraining wanted = definition.training().privacy();
        if (wanted == null) {
            return asking.run(rounds);
        }
        Statistics noise = new Statistics();
        return asking.run(rounds, wanted.statistics(), noise::next);
    }

    /** Noise of sums before training: how much of it is worked out once, and by those alone who have rows. Thread-safe. */
    private final class Statistics {
        private StepPrivacy.@Nullable Source source;

        StepPrivacy next() {
            return source().forStatistics();
        }

        private synchronized StepPrivacy.Source source() {
            if (source == null) {
                source = trainers.statistics(members.size());
            }
            return source;
        }
    }

    /** What the sites at hand do, and how much each counts. */
    private record Sitework(LocalTrainer trainer, SortedMap<SiteId, Double> shares) {}

    private SortedMap<SiteId, Double> shares(long total) {
        SortedMap<SiteId, Double> shares = new TreeMap<>();
        members.trainRows().forEach((site, rows) -> shares.put(site, share(rows, total)));
        return shares;
    }

    private TrainingSize size(ModelShape shape, Describe.Description description) {
        Outcome outcome = definition.dictionary().outcome();
        return outcome.type() == VariableType.NUMBER
                ? TrainingSize.ofStandardised(
                        members.size(),
                        shape.parameterCount(),
                        definition.training().privacy() == null
                                ? description.counts().rows(Side.TRAIN)
                                : NoisedDescription.ROWS_OF_SPREAD)
                : TrainingSize.of(members.size(), shape.parameterCount(), outcome);
    }

    private Rounds.Ended<Sum> ask(FederatedTraining algorithm, TrainingTask task, Sitework sites) {
        SumQuestion.Weighting weighting = new SumQuestion.Weighting(
                site -> BySite.get(sites.shares, site), task.form().maxNorm());
        return ended(
                task,
                sites.trainer,
                rounds.ask(
                        task.kind(),
                        invited(algorithm, task),
                        weighting,
                        task.layout(),
                        site -> sites.trainer.answer(task, site)));
    }

    private Rounds.Ended<List<PerSiteUpdate>> askEach(FederatedTraining algorithm, TrainingTask task, Sitework sites) {
        return ended(
                task,
                sites.trainer,
                rounds.askEach(
                        task.kind(), invited(algorithm, task), task.form(), site -> sites.trainer.answer(task, site)));
    }

    private static <T> Rounds.Ended<T> ended(TrainingTask task, LocalTrainer trainer, Rounds.Ended<T> ended) {
        trainer.roundEnded(ended.state());
        if (ended.hasDiverged()) {
            throw FederatedTraining.diverged(task.round());
        }
        return ended;
    }

    private Rounds.Invited invited(FederatedTraining algorithm, TrainingTask task) {
        SortedSet<SiteId> all = new TreeSet<>(members.sites());
        if (task instanceof TrainingTask.Loss) {
            return new Rounds.Invited(all, 1, "the last question of the training, for the loss");
        }
        TrainingSpec training = definition.training();
        SortedSet<SiteId> selected =
                Sites.select(training.strategy().selection(), all, definition.seed(), task.round());
        int quorum = Math.max(training.quorum(), algorithm.leastSites());
        return new Rounds.Invited(
                selected,
                Math.min(quorum, selected.size()),
                "training attempt %d for the study's %d rounds".formatted(task.round(), training.rounds()));
    }

    private double share(long rows, long total) {
        if (definition.training().privacy() != null) {
            // Row counts are data, and are known with noise alone.
            return 1.0 / members.size();
        }
        Aggregation aggregation = definition.training().strategy().aggregation();
        Weights weights = aggregation instanceof Aggregation.Mean mean ? mean.weights() : Weights.EQUAL;
        return Sites.share(weights, rows, total, members.size());
    }
}

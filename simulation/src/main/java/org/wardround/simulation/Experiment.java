package org.wardround.simulation;

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
import org.wardround.core.strategy.TrainingResult;
import org.wardround.core.strategy.TrainingSize;
import org.wardround.core.strategy.TrainingState;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.StrategySpec.Aggregation;
import org.wardround.core.study.StrategySpec.Weights;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.study.VariableType;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;
import org.wardround.learning.model.Model;
import org.wardround.learning.training.LocalTraining;
import org.wardround.simulation.exchange.Question;

/**
 * One model trained over one set of sites: the federated one over all, a local one over a single site, the pooled one over a single invented
 * site that holds all rows. All take the same way: describe, train round by round, keep the selected model. Deterministic in its arguments.
 */
final class Experiment {
    private final Definition definition;
    private final SortedMap<SiteId, Table> tables;
    private final Rounds rounds;
    private final SortedMap<SiteId, Double> shares = new TreeMap<>();

    /**
     * @param tables each with at least one training row
     */
    Experiment(Definition definition, SortedMap<SiteId, Table> tables, Rounds rounds) {
        this.definition = definition;
        this.tables = new TreeMap<>(tables);
        this.rounds = rounds;
        long total = tables.values().stream().mapToLong(Experiment::trainRows).sum();
        tables.forEach((site, table) -> shares.put(site, share(trainRows(table), total)));
    }

    /**
     * What is trained and how.
     *
     * @param initial parameters read from the study's file; null: zeros or uniform values, from the seed
     */
    record Definition(
            DataDictionary dictionary,
            ModelSpec model,
            TrainingSpec training,
            @Nullable Vector initial,
            long seed) {

        /** Parameters to start from, on the scale on which the outcome is learnt. */
        Vector initialFor(ModelShape shape, OutcomeScale scale) {
            return ArrayVector.owning(
                    initial == null
                            ? shape.initial(training.initial(), seed)
                            : scale.standardised(initial.toArray(), shape));
        }
    }

    /** Told how an experiment gets on; may stop it by throwing. */
    interface Watcher {
        Watcher NONE = new Watcher() {};

        /** The sites have been described; training comes next. */
        default void described(Describe.Description description) {}

        /** A training round has ended, and {@code next} came of it. */
        default void roundEnded(TrainingState next, Rounds.Ended ended) {}
    }

    /** A trained model and how it came about; the losses of {@code result} are on the scale of the description's outcome. */
    record Trained(Describe.Description description, FittedModel model, ModelShape shape, TrainingResult result) {}

    Trained run(Watcher watcher) {
        DataDictionary dictionary = definition.dictionary();
        Describe.Description description = new Describe(dictionary, tables).run(rounds);
        watcher.described(description);
        int features = description.federated().features();
        ModelShape shape = ModelShape.of(definition.model(), dictionary.outcome(), features);
        Model model = Model.of(definition.model(), dictionary.outcome(), features);
        FederatedTraining algorithm =
                new FederatedTraining(definition.training(), size(shape, description), VectorWriter.Factory.IN_MEMORY);
        LocalTraining training = new LocalTraining(model, definition.training(), definition.seed());
        OutcomeScale scale = description.outcome();
        SortedMap<SiteId, Table> learnt = new TreeMap<>();
        tables.forEach((site, table) -> learnt.put(site, scale.standardised(table)));
        SiteTrainer trainer = new SiteTrainer(training, learnt, description.sites());
        TrainingState state = algorithm.start(definition.initialFor(shape, scale));
        Optional<TrainingTask> task = algorithm.next(state);
        while (task.isPresent()) {
            Rounds.Ended ended = ask(algorithm, task.get(), trainer);
            if (ended.allRefused()) {
                throw FederatedTraining.diverged(task.get().round());
            }
            state = ended.committed() ? algorithm.step(state, ended.sum()) : algorithm.abandon(state);
            watcher.roundEnded(state, ended);
            task = algorithm.next(state);
        }
        TrainingResult result = algorithm.result(state);
        boolean perSite = dictionary.standardisation() == Standardisation.SITE;
        FittedModel fitted = new FittedModel(
                model, scale.turnedBack(result.model().toArray(), shape), description.federated(), perSite);
        return new Trained(description, fitted, shape, result);
    }

    private TrainingSize size(ModelShape shape, Describe.Description description) {
        Outcome outcome = definition.dictionary().outcome();
        return outcome.type() == VariableType.NUMBER
                ? TrainingSize.ofStandardised(
                        tables.size(),
                        shape.parameterCount(),
                        description.counts().rows(Side.TRAIN))
                : TrainingSize.of(tables.size(), shape.parameterCount(), outcome);
    }

    private Rounds.Ended ask(FederatedTraining algorithm, TrainingTask task, SiteTrainer trainer) {
        Question.Weighting weighting = new Question.Weighting(shares::get, algorithm.maxNorm());
        Rounds.Ended ended =
                rounds.ask(task.kind(), invited(task), weighting, task.layout(), site -> trainer.answer(task, site));
        trainer.roundEnded(ended.state());
        return ended;
    }

    private Rounds.Invited invited(TrainingTask task) {
        SortedSet<SiteId> all = new TreeSet<>(tables.keySet());
        if (task instanceof TrainingTask.Loss) {
            return new Rounds.Invited(all, 1, "the last question of the training, for the loss");
        }
        TrainingSpec training = definition.training();
        SortedSet<SiteId> selected =
                Sites.select(training.strategy().selection(), all, definition.seed(), task.round());
        return new Rounds.Invited(
                selected,
                Math.min(training.quorum(), selected.size()),
                "training attempt %d for the study's %d rounds".formatted(task.round(), training.rounds()));
    }

    private double share(long rows, long total) {
        Aggregation aggregation = definition.training().strategy().aggregation();
        Weights weights = aggregation instanceof Aggregation.Mean mean ? mean.weights() : Weights.EQUAL;
        return Sites.share(weights, rows, total, tables.size());
    }

    private static long trainRows(Table table) {
        return table.rowsOn(Side.TRAIN).length;
    }
}

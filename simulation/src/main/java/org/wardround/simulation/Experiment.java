package org.wardround.simulation;

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
import org.wardround.core.sum.Sum;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.update.PerSiteUpdate;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.learning.model.Model;
import org.wardround.learning.training.LocalTraining;
import org.wardround.simulation.attack.Saboteur;
import org.wardround.simulation.exchange.Question;

/**
 * One model trained over one set of sites: the federated one over all, a local one over a single site, the pooled one over a single invented
 * site that holds all rows. All take the same way: describe, train round by round, keep the selected model. Deterministic in its arguments.
 */
final class Experiment {
    private final Definition definition;
    private final SortedMap<SiteId, Table> tables;
    private final Rounds rounds;
    private final Saboteur saboteur;
    private final SortedMap<SiteId, Double> shares = new TreeMap<>();

    /**
     * @param tables each with at least one training row
     */
    Experiment(Definition definition, SortedMap<SiteId, Table> tables, Rounds rounds) {
        this(definition, tables, rounds, Saboteur.NOBODY);
    }

    /**
     * @param saboteur makes the answers of sites that don't mean well
     */
    Experiment(Definition definition, SortedMap<SiteId, Table> tables, Rounds rounds, Saboteur saboteur) {
        this.definition = definition;
        this.saboteur = saboteur;
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
        default void roundEnded(TrainingState next, Rounds.Ended<?> ended) {}

        /** A pass of an exact regression has ended; its purpose in words. */
        default void passEnded(String purpose, Rounds.Ended<?> ended) {}
    }

    /**
     * A trained model and how it came about.
     *
     * @param result its losses are on the scale of the description's outcome
     * @param regression what exact regression says about it; null where it was trained otherwise
     */
    record Trained(
            Describe.Description description,
            FittedModel model,
            ModelShape shape,
            TrainingResult result,
            @Nullable RegressionResult regression) {
        Trained(Describe.Description description, FittedModel model, ModelShape shape, TrainingResult result) {
            this(description, model, shape, result, null);
        }
    }

    Trained run(Watcher watcher) {
        DataDictionary dictionary = definition.dictionary();
        Describe.Description description =
                new Describe(dictionary, definition.model().formula(), tables).run(rounds);
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
            Rounds.Ended<?> ended;
            if (task.get().form().release() == ReleaseKind.SUM) {
                Rounds.Ended<Sum> summed = ask(algorithm, task.get(), trainer);
                state = summed.committed() ? algorithm.step(state, summed.answers()) : algorithm.abandon(state);
                ended = summed;
            } else {
                Rounds.Ended<List<PerSiteUpdate>> each = askEach(algorithm, task.get(), trainer);
                state = each.committed() ? algorithm.step(state, each.answers()) : algorithm.abandon(state);
                ended = each;
            }
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

    private Rounds.Ended<Sum> ask(FederatedTraining algorithm, TrainingTask task, SiteTrainer trainer) {
        Question.Weighting weighting =
                new Question.Weighting(shares::get, task.form().maxNorm());
        return ended(
                task,
                trainer,
                rounds.ask(
                        task.kind(),
                        invited(algorithm, task),
                        weighting,
                        task.layout(),
                        site -> saboteur.answer(task, site, trainer::answer)));
    }

    private Rounds.Ended<List<PerSiteUpdate>> askEach(
            FederatedTraining algorithm, TrainingTask task, SiteTrainer trainer) {
        return ended(
                task,
                trainer,
                rounds.askEach(
                        task.kind(),
                        invited(algorithm, task),
                        task.form(),
                        site -> saboteur.answer(task, site, trainer::answer)));
    }

    private static <T> Rounds.Ended<T> ended(TrainingTask task, SiteTrainer trainer, Rounds.Ended<T> ended) {
        trainer.roundEnded(ended.state());
        if (ended.allRefused()) {
            throw FederatedTraining.diverged(task.round());
        }
        return ended;
    }

    private Rounds.Invited invited(FederatedTraining algorithm, TrainingTask task) {
        SortedSet<SiteId> all = new TreeSet<>(tables.keySet());
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
        Aggregation aggregation = definition.training().strategy().aggregation();
        Weights weights = aggregation instanceof Aggregation.Mean mean ? mean.weights() : Weights.EQUAL;
        return Sites.share(weights, rows, total, tables.size());
    }

    private static long trainRows(Table table) {
        return table.rowsOn(Side.TRAIN).length;
    }
}

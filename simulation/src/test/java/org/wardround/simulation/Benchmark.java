package org.wardround.simulation;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.Schedule;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.Study;
import org.wardround.core.study.TrainingSpec;
import org.wardround.data.table.MappedData;
import org.wardround.inference.evaluate.ScoredRows;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.TrainingProgram;
import org.wardround.inference.program.Watcher;
import org.wardround.learning.answer.FittedModel;
import org.wardround.publish.Comparing;
import org.wardround.simulation.exchange.Dropout;
import org.wardround.simulation.exchange.InProcessExchange;
import org.wardround.simulation.exchange.ReleaseLog;
import org.wardround.simulation.exchange.Workers;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.testkit.ReferenceData;

/** A published benchmark: its study, its mapping, and its raw files where they are at hand. */
final class Benchmark {
    private static final SiteId ALL = new SiteId("all");

    private final Study study;
    private final SortedMap<SiteId, Table> tables = new TreeMap<>();

    Benchmark(String name, String dataFolder) {
        this(StudyFile.read(resource(name + ".study.yaml")).study(), name, dataFolder);
    }

    /** With inputs that are scaled by the numbers of all hospitals together. */
    static Benchmark scaledTogether(String name, String dataFolder) {
        Study study = StudyFile.read(resource(name + ".study.yaml")).study();
        DataDictionary data = study.data();
        return new Benchmark(
                new Study(
                        study.name(),
                        study.purpose(),
                        study.governance(),
                        data.with(Standardisation.FEDERATED),
                        study.analysis(),
                        study.evaluation(),
                        study.privacy()),
                name,
                dataFolder);
    }

    private Benchmark(Study study, String name, String dataFolder) {
        Path folder = ReferenceData.folder(dataFolder);
        this.study = study;
        MappedData.Sites sites = (MappedData.Sites) MappedData.read(
                study, MappingFile.read(resource(name + ".mapping.yaml")).mapping(), folder);
        sites.sites().forEach((site, data) -> tables.put(site, data.table()));
    }

    static Path resource(String name) {
        URL url = Benchmark.class.getResource(name);
        if (url == null) {
            throw new IllegalStateException("no resource " + name);
        }
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Study study() {
        return study;
    }

    SortedMap<SiteId, Table> tables() {
        return tables;
    }

    /** All rows as one hospital. */
    SortedMap<SiteId, Table> pooled() {
        SortedMap<SiteId, Table> pooled = new TreeMap<>();
        pooled.put(ALL, PooledTable.of(tables.values()));
        return pooled;
    }

    private TrainingSpec training() {
        return ((Analysis.Train) study.analysis()).training();
    }

    /** The study's training with another strategy and local learning rate. */
    TrainingSpec with(StrategySpec strategy, double learningRate) {
        LocalSpec local = training().local();
        return new TrainingSpec(
                training().initial(),
                strategy,
                training().rounds(),
                1,
                new LocalSpec(
                        local.work(),
                        local.batchSize(),
                        new LocalOptimizer.Sgd(learningRate, 0),
                        0,
                        new Schedule.Constant()),
                null);
    }

    /** Adam over so many epochs in one round, as for the pooled model. */
    TrainingSpec epochs(int epochs, double learningRate) {
        LocalSpec local = training().local();
        return new TrainingSpec(
                training().initial(),
                training().strategy(),
                1,
                1,
                new LocalSpec(
                        new LocalSpec.Work.Epochs(epochs),
                        local.batchSize(),
                        new LocalOptimizer.Adam(learningRate, 0.9, 0.999, 1e-8),
                        0,
                        new Schedule.Constant()),
                null);
    }

    Experiment.Trained train(TrainingSpec training, SortedMap<SiteId, Table> where, long seed) {
        Analysis.Train train = (Analysis.Train) study.analysis();
        TrainingProgram.Definition definition =
                new TrainingProgram.Definition(study.data(), train.model(), training, null, seed);
        Rounds rounds = new Rounds(
                new InProcessExchange(Workers.inline(), Dropout.NONE, ReleaseLog.NONE), Rounds.RoundLog.NONE);
        return new Experiment(definition, where, rounds).run(Watcher.NONE);
    }

    /** Scores of all test rows, each table encoded by itself where the model says so. */
    ScoredRows test(FittedModel model, SortedMap<SiteId, Table> where) {
        SortedMap<SiteId, ScoredRows> scored = new TreeMap<>();
        where.forEach((site, table) -> scored.put(site, model.score(site, table, Side.TEST)));
        return Comparing.together(scored);
    }

    static double accuracy(ScoredRows rows) {
        int right = 0;
        for (int i = 0; i < rows.rows(); i++) {
            right += (rows.scores()[i] >= 0.5) == (rows.outcomes()[i] == 1) ? 1 : 0;
        }
        return (double) right / rows.rows();
    }

    /** The mean over the seeds from 42 on. */
    static double mean(int seeds, LongToDoubleFunction figure) {
        return LongStream.range(42, 42 + seeds).mapToDouble(figure).average().orElseThrow();
    }

    /** FLamby's server optimisers: τ = 1e-8, v₀ = 0. */
    static StrategySpec adaptive(StrategySpec.ServerRule.Kind kind, double serverLearningRate) {
        return strategy(
                new StrategySpec.LocalRule.Plain(),
                new StrategySpec.ServerRule.Adaptive(kind, serverLearningRate, 0.9, 0.999, 1e-8, 0));
    }

    static StrategySpec strategy(StrategySpec.LocalRule local, StrategySpec.ServerRule server) {
        return new StrategySpec(
                "variant",
                StrategySpec.Selection.ALL,
                Double.POSITIVE_INFINITY,
                new StrategySpec.Aggregation.Mean(StrategySpec.Weights.ROWS),
                local,
                server);
    }

    static StrategySpec fedAvg() {
        return strategy(new StrategySpec.LocalRule.Plain(), new StrategySpec.ServerRule.Step(1));
    }
}

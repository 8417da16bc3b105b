package org.wardround.benchmarks;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.strategy.FederatedTraining;
import org.wardround.core.strategy.TrainingSize;
import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Schedule;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.study.VariableType;
import org.wardround.core.vector.VectorWriter;
import org.wardround.learning.model.Model;
import org.wardround.learning.training.LocalTraining;
import org.wardround.learning.training.SiteData;

/** Made-up sites for a logistic regression over 13 features (14 parameters), trained by FedAvg with batches of 4. */
final class LogisticSites {
    static final int FEATURES = 13;
    static final long SEED = 42;

    private static final Outcome OUTCOME = new Outcome("disease", VariableType.BINARY, "", null, List.of("0", "1"), "");
    private static final String PREFIX = "site-";
    private static final double LEARNING_RATE = 0.05;
    private static final int BATCH = 4;

    private LogisticSites() {}

    static Model model() {
        return Model.of(new ModelSpec.Logistic(), OUTCOME, FEATURES);
    }

    static TrainingSpec training(int rounds, int localSteps) {
        StrategySpec fedAvg = new StrategySpec(
                "fedavg",
                StrategySpec.Selection.ALL,
                Double.POSITIVE_INFINITY,
                new StrategySpec.Aggregation.Mean(StrategySpec.Weights.EQUAL),
                new StrategySpec.LocalRule.Plain(),
                new StrategySpec.ServerRule.Step(1));
        LocalSpec local = new LocalSpec(
                new LocalSpec.Work.Steps(localSteps),
                BATCH,
                new LocalOptimizer.Sgd(LEARNING_RATE, 0),
                0,
                new Schedule.Constant());
        return new TrainingSpec(new InitialParameters.Zeros(), fedAvg, rounds, 1, local, null);
    }

    static FederatedTraining federated(TrainingSpec training, int sites) {
        TrainingSize size = TrainingSize.of(sites, model().shape().parameterCount(), OUTCOME);
        return new FederatedTraining(training, size, VectorWriter.Factory.IN_MEMORY);
    }

    static LocalTraining local(TrainingSpec training) {
        return new LocalTraining(model(), training, SEED);
    }

    static SortedSet<SiteId> names(int count) {
        SortedSet<SiteId> names = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            names.add(new SiteId(PREFIX + i));
        }
        return names;
    }

    /** A site's rows: a function of its name, so that nothing need be kept of a site between two questions. */
    static SiteData data(SiteId site, int rows) {
        long index = Long.parseLong(site.name().substring(PREFIX.length()));
        SeededStream stream = SeededStream.ofIndex(SEED, index);
        double[] values = new double[rows * FEATURES];
        double[] outcomes = new double[rows];
        int[] patients = new int[rows];
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = row * FEATURES; i < (row + 1) * FEATURES; i++) {
                values[i] = 2 * stream.nextDouble() - 1;
                sum += values[i];
            }
            outcomes[row] = sum + 2 * stream.nextDouble() - 1 > 0 ? 1 : 0;
            patients[row] = row;
        }
        return new SiteData(site, Dataset.of(FEATURES, values, outcomes, patients), noRows());
    }

    private static Dataset noRows() {
        return Dataset.of(FEATURES, new double[0], new double[0], new int[0]);
    }
}

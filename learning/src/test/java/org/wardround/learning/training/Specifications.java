package org.wardround.learning.training;

import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.LocalSpec.Work;
import org.wardround.core.study.Schedule;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.Aggregation;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.StrategySpec.Selection;
import org.wardround.core.study.StrategySpec.ServerRule;
import org.wardround.core.study.StrategySpec.Weights;
import org.wardround.core.study.TrainingSpec;

/** Trainings for tests. */
final class Specifications {
    static final LocalRule PLAIN = new LocalRule.Plain();
    static final ServerRule AVERAGE = new ServerRule.Step(1);

    private Specifications() {}

    static TrainingSpec training(LocalRule rule, ServerRule server, int rounds, LocalSpec local) {
        StrategySpec strategy = new StrategySpec(
                "test", Selection.ALL, Double.POSITIVE_INFINITY, new Aggregation.Mean(Weights.ROWS), rule, server);
        return new TrainingSpec(new InitialParameters.Zeros(), strategy, rounds, 1, local, null);
    }

    static LocalSpec fullBatch(int steps, double learningRate) {
        return batches(steps, 0, new LocalOptimizer.Sgd(learningRate, 0));
    }

    static LocalSpec batches(int steps, int batchSize, LocalOptimizer optimizer) {
        return new LocalSpec(new Work.Steps(steps), batchSize, optimizer, 0, new Schedule.Constant());
    }
}

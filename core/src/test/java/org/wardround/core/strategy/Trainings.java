package org.wardround.core.strategy;

import org.jspecify.annotations.Nullable;
import org.wardround.core.study.EarlyStopping;
import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.Schedule;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.Aggregation;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.StrategySpec.Selection;
import org.wardround.core.study.StrategySpec.ServerRule;
import org.wardround.core.study.StrategySpec.Weights;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;

/** Trainings for tests. */
final class Trainings {
    static final int MANY_ROUNDS = 100;
    static final LocalRule PLAIN = new LocalRule.Plain();
    static final ServerRule AVERAGE = new ServerRule.Step(1);

    private Trainings() {}

    static StrategySpec strategy(LocalRule local, ServerRule server) {
        return clipped(local, server, Double.POSITIVE_INFINITY);
    }

    static StrategySpec clipped(LocalRule local, ServerRule server, double clip) {
        return new StrategySpec("test", Selection.ALL, clip, new Aggregation.Mean(Weights.ROWS), local, server);
    }

    static TrainingSpec spec(StrategySpec strategy) {
        return spec(strategy, MANY_ROUNDS, null);
    }

    static TrainingSpec spec(StrategySpec strategy, int rounds, @Nullable EarlyStopping stopping) {
        return spec(strategy, rounds, new LocalOptimizer.Sgd(0.1, 0), new Schedule.Constant(), stopping);
    }

    static TrainingSpec spec(
            StrategySpec strategy,
            int rounds,
            LocalOptimizer optimizer,
            Schedule schedule,
            @Nullable EarlyStopping stopping) {
        LocalSpec local = new LocalSpec(new LocalSpec.Work.Steps(1), 0, optimizer, 0, schedule);
        return new TrainingSpec(new InitialParameters.Zeros(), strategy, rounds, 1, local, stopping);
    }

    /** A training of two parameters over two sites. */
    static FederatedTraining twoByTwo(StrategySpec strategy) {
        return twoByTwo(spec(strategy));
    }

    static FederatedTraining twoByTwo(TrainingSpec spec) {
        return new FederatedTraining(spec, new TrainingSize(2, 2, 20), VectorWriter.Factory.IN_MEMORY);
    }

    static Vector vector(double... values) {
        return ArrayVector.owning(values);
    }
}

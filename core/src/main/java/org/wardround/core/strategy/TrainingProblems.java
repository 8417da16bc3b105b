package org.wardround.core.strategy;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.Aggregation;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.StrategySpec.ServerRule;
import org.wardround.core.study.TrainingSpec;

/** Parts of a training that do not go together. */
public final class TrainingProblems {
    private TrainingProblems() {}

    /** All contradictions, each with its remedy; empty where the training can be carried out. */
    public static List<String> of(TrainingSpec training) {
        List<String> problems = new ArrayList<>();
        StrategySpec strategy = training.strategy();
        if (strategy.aggregation() instanceof Aggregation.PerSite perSite) {
            problems.add(
                    "'%s' needs each site's update in the clear, which is not offered: use a strategy that needs only sums"
                            .formatted(perSite.name()));
        }
        addOptimizerProblems(strategy, training.local().optimizer(), problems);
        if (strategy.server() instanceof ServerRule.Adaptive adaptive && !(adaptive.tau() > 0)) {
            problems.add("%s needs tau above 0, got %s".formatted(strategy.name(), adaptive.tau()));
        }
        return List.copyOf(problems);
    }

    private static void addOptimizerProblems(StrategySpec strategy, LocalOptimizer optimizer, List<String> problems) {
        if (strategy.local() instanceof LocalRule.ControlVariates
                && !(optimizer instanceof LocalOptimizer.Sgd sgd && sgd.momentum() == 0)) {
            problems.add("%s corrects plain gradient steps: set the local optimiser to sgd without momentum"
                    .formatted(strategy.name()));
        }
        if (strategy.local() instanceof LocalRule.Normalised && !(optimizer instanceof LocalOptimizer.Sgd)) {
            problems.add(
                    "%s counts gradient steps, which Adam's are not: set the local optimiser to sgd, with or without momentum"
                            .formatted(strategy.name()));
        }
    }
}

package org.wardround.core.strategy;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.Clip;
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
        if (strategy.aggregation() instanceof RobustAggregation robust) {
            addRobustProblems(strategy, robust, problems);
        }
        addOptimizerProblems(strategy, training.local().optimizer(), problems);
        if (strategy.server() instanceof ServerRule.Adaptive adaptive && !(adaptive.tau() > 0)) {
            problems.add("%s needs tau above 0, got %s".formatted(strategy.name(), adaptive.tau()));
        }
        return List.copyOf(problems);
    }

    private static void addRobustProblems(StrategySpec strategy, RobustAggregation robust, List<String> problems) {
        String reason = perSiteProblem(strategy.local());
        if (!reason.isEmpty()) {
            problems.add("%s can't be aggregated by %s: %s; use aggregation: mean, or another strategy"
                    .formatted(strategy.name(), robust.yamlName(), reason));
        }
        if (strategy.clip() instanceof Clip.Adaptive) {
            problems.add(
                    "an adaptive clip follows from a sum, and %s reads each site's change: give clip a number, or remove it"
                            .formatted(robust.yamlName()));
        }
    }

    /** Why a strategy needs a mean from a sum; empty where any aggregation will do. */
    public static String perSiteProblem(LocalRule rule) {
        if (rule instanceof LocalRule.ControlVariates) {
            return "its control variates are a sum of their own, which no aggregator guards";
        }
        return rule instanceof LocalRule.Normalised
                ? "its mean is multiplied by the sites' numbers of steps, which no aggregator guards"
                : "";
    }

    /** What keeps a training from being carried out over so many sites, with its remedy; empty where nothing does. */
    static List<String> of(TrainingSpec training, int sites) {
        List<String> problems = new ArrayList<>(of(training));
        StrategySpec strategy = training.strategy();
        int asked = Sites.count(strategy.selection(), sites);
        if (strategy.aggregation() instanceof RobustAggregation robust && asked < robust.leastSites()) {
            problems.add("%s needs the updates of %d sites in each round, and %d are asked%s"
                    .formatted(robust.yamlName(), robust.leastSites(), asked, remedy(robust)));
        }
        return List.copyOf(problems);
    }

    private static String remedy(RobustAggregation robust) {
        return robust instanceof RobustAggregation.MultiKrum krum
                ? " (2 · malicious + 3 with malicious: %d): lower malicious, ask more sites, or use boundedMean"
                        .formatted(krum.malicious())
                : ": ask more sites, or use boundedMean";
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

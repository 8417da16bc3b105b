package org.wardround.core.strategy;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.Clip;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.StrategySpec.ServerRule;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.sum.MaskedSum;

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
        if (strategy.local() instanceof LocalRule.Curvature != strategy.server() instanceof ServerRule.Newton) {
            problems.add("%s needs slopes and curvature from sites and Newton's step of the server: both or neither"
                    .formatted(strategy.name()));
        }
        if (TrainingLayouts.isInUnits(training)) {
            addUnitProblems(training, problems);
        }
        if (strategy.server() instanceof ServerRule.Adaptive adaptive && !(adaptive.tau() > 0)) {
            problems.add("%s needs tau above 0, got %s".formatted(strategy.name(), adaptive.tau()));
        }
        return List.copyOf(problems);
    }

    /** What leaves must be one sum of clipped gradients: whatever else a site does with it would make its noise too small for what it made of it. */
    private static void addUnitProblems(TrainingSpec training, List<String> problems) {
        StrategySpec strategy = training.strategy();
        if (!(strategy.local() instanceof LocalRule.Gradient || strategy.local() instanceof LocalRule.Curvature)) {
            problems.add(
                    "%s makes steps at each site, which each need all the noise: with noise: distributed choose fedsgd or fednewton"
                            .formatted(strategy.name()));
        }
        if (!(strategy.clip() instanceof Clip.Norm norm && norm.initial() == Double.POSITIVE_INFINITY)) {
            problems.add(
                    "where whole units are summed what each patient adds is clipped, and no change of a site: remove clip");
        }
        if (!(strategy.aggregation() instanceof StrategySpec.Aggregation.Mean mean
                && mean.weights() == StrategySpec.Weights.EQUAL)) {
            problems.add(
                    "where whole units are summed all sites weigh the same: say aggregation: mean and weights: equal");
        }
        if (training.local().batchSize() == 0 || training.local().weightDecay() > 0) {
            problems.add(
                    "where whole units are summed the sum is divided by batchSize, and nothing is added to it but noise: give batchSize a number, and remove weightDecay");
        }
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
    static List<String> of(TrainingSpec training, TrainingSize size) {
        List<String> problems = new ArrayList<>(of(training));
        if (training.strategy().local() instanceof LocalRule.Curvature
                && size.parameters() > NewtonSums.MOST_PARAMETERS) {
            problems.add("%s is for models of up to %d parameters, and this one has %d: choose fedsgd"
                    .formatted(training.strategy().name(), NewtonSums.MOST_PARAMETERS, size.parameters()));
        }
        problems.addAll(of(training, size.sites()));
        return List.copyOf(problems);
    }

    /**
     * The part of it that is known as soon as the sites of a run are, before any of them is asked.
     *
     * @param sites of the run, 1 or more
     */
    public static List<String> of(TrainingSpec training, int sites) {
        List<String> problems = new ArrayList<>();
        StrategySpec strategy = training.strategy();
        int asked = Sites.count(strategy.selection(), sites);
        if (training.privacy() != null
                && training.privacy().share() instanceof PrivateTraining.Share.Distributed distributed) {
            addSharingProblem(distributed.toleratedColluders(), asked, problems);
        }
        if (strategy.aggregation() instanceof RobustAggregation robust && asked < robust.leastSites()) {
            problems.add("%s needs the updates of %d sites in each round, and %d are asked%s"
                    .formatted(robust.yamlName(), robust.leastSites(), asked, remedy(robust)));
        }
        return List.copyOf(problems);
    }

    private static void addSharingProblem(int colluders, int asked, List<String> problems) {
        if (asked < MaskedSum.MIN_SITES) {
            problems.add(
                    "noise: distributed needs a sum under masks, and so %d sites or more in each round; %d %s asked: ask more sites, or say noise: local"
                            .formatted(MaskedSum.MIN_SITES, asked, asked == 1 ? "is" : "are"));
        } else if (colluders > MaskedSum.mostColluders(asked)) {
            problems.add(
                    "toleratedColluders is %d, and a sum over %d sites hides single ones from %d at most: lower it, ask more sites, or say noise: local"
                            .formatted(colluders, asked, MaskedSum.mostColluders(asked)));
        }
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

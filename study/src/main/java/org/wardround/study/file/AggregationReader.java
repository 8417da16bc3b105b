package org.wardround.study.file;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wardround.core.strategy.TrainingProblems;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.study.StrategySpec.Aggregation;
import org.wardround.core.study.StrategySpec.Clip;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.StrategySpec.Weights;
import org.wardround.study.document.Place;

/** Reads how the sites' answers become one, and what each site bounds by itself. */
final class AggregationReader {
    /** Aggregations that need each site's update in the clear. */
    static final List<String> PER_SITE = List.of("median", "trimmedMean", "multiKrum", "boundedMean");

    private static final String MEAN = "mean";
    private static final Map<String, String> OWNERS = new TreeMap<>(Map.of(
            "weights", MEAN,
            "trim", "trimmedMean",
            "malicious", "multiKrum",
            "selected", "multiKrum",
            "quantile", "boundedMean",
            "memory", "boundedMean",
            "weightCap", "boundedMean"));

    private AggregationReader() {}

    /** Reports all keys that say how one aggregation or another works. */
    static void refuseKeys(Place strategy, String message) {
        strategy.refuse(List.copyOf(OWNERS.keySet()), message);
    }

    /**
     * @param plain whether the study says that secure aggregation is not required
     */
    static Aggregation read(Place strategy, LocalRule local, boolean plain) {
        String name = strategy.text("aggregation", usual(strategy, local, plain));
        OWNERS.forEach((key, owner) -> {
            if (!owner.equals(name)) {
                strategy.refuse(
                        List.of(key),
                        "%%s belongs to aggregation: %s and does nothing in %s; remove it".formatted(owner, name));
            }
        });
        checkFits(strategy, local, name);
        return switch (name) {
            case "median" -> new RobustAggregation.Median();
            case "trimmedMean" -> new RobustAggregation.TrimmedMean(strategy.number("trim", 0.2));
            case "multiKrum" -> new RobustAggregation.MultiKrum(malicious(strategy), strategy.integer("selected", 0));
            case "boundedMean" -> bounded(strategy);
            default ->
                new Aggregation.Mean(strategy.text("weights", "rows").equals("rows") ? Weights.ROWS : Weights.EQUAL);
        };
    }

    /** A bounded mean where updates are in the clear anyhow, unless the study asks for something that only a sum gives. */
    private static String usual(Place strategy, LocalRule local, boolean plain) {
        boolean bounded = plain
                && TrainingProblems.perSiteProblem(local).isEmpty()
                && !strategy.has("weights")
                && !isAdaptive(strategy);
        return bounded ? "boundedMean" : MEAN;
    }

    private static void checkFits(Place strategy, LocalRule local, String name) {
        if (!PER_SITE.contains(name)) {
            return;
        }
        String problem = TrainingProblems.perSiteProblem(local);
        if (!problem.isEmpty()) {
            strategy.at("aggregation")
                    .error("%s can't be aggregated by %s: %s; choose mean, or another strategy"
                            .formatted(strategy.at("type").text(), name, problem));
        }
        if (isAdaptive(strategy)) {
            strategy.at("clip")
                    .error(
                            "an adaptive clip follows from a sum, and %s reads each hospital's change; give clip a number, or remove it"
                                    .formatted(name));
        }
    }

    private static int malicious(Place strategy) {
        if (!strategy.has("malicious")) {
            strategy.errorMissing(
                    "malicious",
                    "multiKrum needs malicious: how many hospitals may send anything; add malicious: 1, say");
        }
        return strategy.integer("malicious", 1);
    }

    private static RobustAggregation.BoundedMean bounded(Place strategy) {
        RobustAggregation.BoundedMean usual = RobustAggregation.BoundedMean.DEFAULT;
        return new RobustAggregation.BoundedMean(
                strategy.number("quantile", usual.quantile()),
                strategy.number("memory", usual.memory()),
                strategy.number("weightCap", usual.weightCap()));
    }

    static Clip clip(Place strategy) {
        if (!strategy.has("clip")) {
            return new Clip.Norm(Double.POSITIVE_INFINITY);
        }
        Place clip = strategy.at("clip");
        return isAdaptive(strategy)
                ? new Clip.Adaptive(clip.number("initial", 0.1), clip.number("quantile", 0.5), clip.number("rate", 0.2))
                : new Clip.Norm(clip.number());
    }

    private static boolean isAdaptive(Place strategy) {
        return strategy.has("clip") && !strategy.at("clip").isNumber();
    }
}

package org.wardround.study.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.StrategySpec.Selection;
import org.wardround.core.study.StrategySpec.ServerRule;
import org.wardround.study.document.Place;

/** Reads the federated strategy. */
final class StrategyReader {
    private static final List<String> ADAPTIVE = List.of("fedadam", "fedyogi", "fedadagrad");
    private static final Map<String, List<String>> OWNERS = new TreeMap<>(Map.of(
            "mu",
            List.of("fedprox"),
            "momentum",
            List.of("fedavgm"),
            "beta1",
            ADAPTIVE,
            "beta2",
            List.of("fedadam", "fedyogi"),
            "tau",
            ADAPTIVE,
            "initialAccumulator",
            ADAPTIVE,
            "ridge",
            List.of("fednewton"),
            "penalty",
            List.of(NewtonReader.TYPE),
            "ties",
            List.of(NewtonReader.TYPE),
            "tolerance",
            List.of(NewtonReader.TYPE)));

    private StrategyReader() {}

    /**
     * @param plain whether the study says that secure aggregation is not required
     */
    static Optional<StrategySpec> read(Place place, boolean plain) {
        return place.build(() -> {
            String type = place.at("type").text();
            refuseKeysOfOthers(place, type);
            LocalRule local = local(place, type);
            return new StrategySpec(
                    type,
                    new Selection(place.number("fraction", 1)),
                    AggregationReader.clip(place),
                    AggregationReader.read(place, local, plain),
                    local,
                    server(place, type));
        });
    }

    /** Reports keys that belong to other strategies. */
    static void refuseKeysOfOthers(Place place, String type) {
        OWNERS.forEach((key, owners) -> {
            if (!owners.contains(type)) {
                place.refuse(
                        List.of(key),
                        "%%s belongs to %s and does nothing in %s; remove it"
                                .formatted(String.join(", ", owners), type));
            }
        });
    }

    private static LocalRule local(Place place, String type) {
        return switch (type) {
            case "fedsgd" -> new LocalRule.Gradient();
            case "fednewton" -> new LocalRule.Curvature();
            case "fedprox" -> new LocalRule.Proximal(required(place, "mu", "0.01"));
            case "scaffold" -> new LocalRule.ControlVariates();
            case "fednova" -> new LocalRule.Normalised();
            default -> new LocalRule.Plain();
        };
    }

    private static ServerRule server(Place place, String type) {
        return switch (type) {
            case "fedsgd" -> new ServerRule.Step(required(place, "serverLearningRate", "0.1"));
            case "fednewton" -> {
                place.refuse(List.of("serverLearningRate"), "fednewton takes whole steps, so %s has no say; remove it");
                yield new ServerRule.Newton(required(place, "ridge", "0.01"));
            }
            case "fedavgm" ->
                new ServerRule.Momentum(place.number("serverLearningRate", 1), place.number("momentum", 0.9));
            case "fedadam" -> adaptive(place, ServerRule.Kind.ADAM);
            case "fedyogi" -> adaptive(place, ServerRule.Kind.YOGI);
            case "fedadagrad" -> adaptive(place, ServerRule.Kind.ADAGRAD);
            default -> new ServerRule.Step(place.number("serverLearningRate", 1));
        };
    }

    private static ServerRule adaptive(Place place, ServerRule.Kind kind) {
        double tau = place.number("tau", 0.001);
        return new ServerRule.Adaptive(
                kind,
                required(place, "serverLearningRate", "0.1"),
                place.number("beta1", 0.9),
                place.number("beta2", 0.99),
                tau,
                place.number("initialAccumulator", tau * tau));
    }

    private static double required(Place place, String key, String example) {
        if (!place.has(key)) {
            place.errorMissing(
                    key,
                    "%s needs %s; add %s: %s, say".formatted(place.at("type").text(), key, key, example));
        }
        return place.number(key, 1);
    }
}

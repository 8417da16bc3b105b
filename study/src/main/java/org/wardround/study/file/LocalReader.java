package org.wardround.study.file;

import java.util.List;
import java.util.Optional;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.LocalSpec.Work;
import org.wardround.core.study.Schedule;
import org.wardround.study.document.Place;

/** Reads what each site does in a round. */
final class LocalReader {
    private static final double UNUSED_RATE = 1;

    private LocalReader() {}

    /** Batches of a strategy that makes no local steps. */
    static Optional<LocalSpec> gradient(Place local) {
        return local.build(() -> {
            local.refuse(
                    List.of("steps", "epochs", "optimiser", "weightDecay", "schedule"),
                    "fedsgd and fednewton take one sum at each site and no step, so %s has no say; remove it, or choose fedavg");
            LocalOptimizer none = new LocalOptimizer.Sgd(UNUSED_RATE, 0);
            return new LocalSpec(new Work.Steps(1), batchSize(local), none, 0, new Schedule.Constant());
        });
    }

    /** Local training. */
    static Optional<LocalSpec> training(Place local) {
        return local.build(() -> {
            if (!local.has("batchSize")) {
                local.errorMissing("batchSize", "say how many rows a step takes; add batchSize: 16, or batchSize: all");
            }
            if (!local.has("optimiser")) {
                local.errorMissing(
                        "optimiser", "say how sites train; add optimiser: {type: sgd, learningRate: 0.01}, say");
            }
            return new LocalSpec(
                    work(local),
                    batchSize(local),
                    local.find("optimiser")
                            .map(LocalReader::optimiser)
                            .orElseGet(() -> new LocalOptimizer.Sgd(UNUSED_RATE, 0)),
                    local.number("weightDecay", 0),
                    local.find("schedule").map(LocalReader::schedule).orElseGet(Schedule.Constant::new));
        });
    }

    private static Work work(Place local) {
        if (local.has("steps") == local.has("epochs")) {
            throw new IllegalArgumentException(
                    "say how long a site trains in a round: steps: 100 or epochs: 1, one of the two");
        }
        return local.has("steps")
                ? new Work.Steps(local.at("steps").integer())
                : new Work.Epochs(local.at("epochs").integer());
    }

    private static int batchSize(Place local) {
        return local.find("batchSize")
                .filter(Place::isNumber)
                .map(Place::integer)
                .orElse(0);
    }

    private static LocalOptimizer optimiser(Place place) {
        String type = place.at("type").text();
        double rate = place.at("learningRate").number();
        if (type.equals("adam")) {
            place.refuse(List.of("momentum"), "%s belongs to sgd and momentum; adam has beta1");
            return new LocalOptimizer.Adam(
                    rate, place.number("beta1", 0.9), place.number("beta2", 0.999), place.number("epsilon", 1e-8));
        }
        place.refuse(List.of("beta1", "beta2", "epsilon"), "%s belongs to adam; remove it, or choose type: adam");
        return new LocalOptimizer.Sgd(rate, place.number("momentum", type.equals("momentum") ? 0.9 : 0));
    }

    private static Schedule schedule(Place place) {
        String type = place.at("type").text();
        if (!type.equals("step")) {
            place.refuse(List.of("every", "factor"), "%s belongs to the schedule step; remove it");
        }
        if (!type.equals("cosine")) {
            place.refuse(List.of("floor"), "%s belongs to the schedule cosine; remove it");
        }
        return switch (type) {
            case "step" -> step(place);
            case "cosine" -> new Schedule.Cosine(place.number("floor", 0));
            default -> new Schedule.Constant();
        };
    }

    private static Schedule step(Place place) {
        for (String key : List.of("every", "factor")) {
            if (!place.has(key)) {
                place.errorMissing(
                        key, "a step schedule needs every and factor, such as {type: step, every: 10, factor: 0.5}");
            }
        }
        return new Schedule.StepDecay(place.integer("every", 1), place.number("factor", 1));
    }
}

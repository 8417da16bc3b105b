package org.wardround.study.file;

import java.util.Optional;
import org.wardround.core.study.EarlyStopping;
import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.TrainingSpec;
import org.wardround.study.document.Place;

/** Reads the section {@code training} and the training of comparators. */
final class TrainingReader {
    private TrainingReader() {}

    /**
     * @param initial where the first parameters come from unless the study says
     * @param plain whether the study says that secure aggregation is not required
     */
    static Optional<TrainingSpec> read(Place training, InitialParameters initial, boolean plain) {
        Optional<StrategySpec> strategy = training.find("strategy").flatMap(place -> StrategyReader.read(place, plain));
        if (strategy.isEmpty()) {
            training.find("local").ifPresent(LocalReader::training);
            return Optional.empty();
        }
        Optional<LocalSpec> local = local(training, strategy.get());
        local.ifPresent(spec -> checkFits(training, strategy.get(), spec));
        return training.build(() -> {
            TrainingSpec spec = new TrainingSpec(
                    initial(training, initial),
                    strategy.get(),
                    training.at("rounds").integer(),
                    training.integer("quorum", 1),
                    local.orElseThrow(),
                    training.find("earlyStopping")
                            .map(TrainingReader::earlyStopping)
                            .orElse(null));
            warnIfNeverStopped(training, spec);
            return spec;
        });
    }

    /** @param like what holds where the section says nothing */
    static Optional<TrainingSpec> comparators(Place place, TrainingSpec like) {
        if (makesNoSteps(like.strategy()) && !place.has("local")) {
            place.errorMissing(
                    "local",
                    "%s has no local training that comparators could take over; add local here, or remove comparatorTraining"
                            .formatted(like.strategy().name()));
        }
        Optional<LocalSpec> local =
                place.has("local") ? LocalReader.training(place.at("local")) : Optional.of(like.local());
        return place.build(() -> new TrainingSpec(
                initial(place, like.initial()),
                alone(),
                place.integer("rounds", like.rounds()),
                1,
                local.orElseThrow(),
                place.find("earlyStopping").map(TrainingReader::earlyStopping).orElse(like.earlyStopping())));
    }

    private static StrategySpec alone() {
        return new StrategySpec(
                "fedavg",
                StrategySpec.Selection.ALL,
                Double.POSITIVE_INFINITY,
                new StrategySpec.Aggregation.Mean(StrategySpec.Weights.ROWS),
                new LocalRule.Plain(),
                new StrategySpec.ServerRule.Step(1));
    }

    private static boolean makesNoSteps(StrategySpec strategy) {
        return strategy.local() instanceof LocalRule.Gradient || strategy.local() instanceof LocalRule.Curvature;
    }

    private static Optional<LocalSpec> local(Place training, StrategySpec strategy) {
        if (makesNoSteps(strategy)) {
            return LocalReader.gradient(training.section("local"));
        }
        if (!training.has("local")) {
            training.errorMissing(
                    "local",
                    "say what sites do in a round; add local: {steps: 100, batchSize: 16, optimiser: {type: sgd, learningRate: 0.01}}, say");
            return Optional.empty();
        }
        return LocalReader.training(training.at("local"));
    }

    private static void checkFits(Place training, StrategySpec strategy, LocalSpec local) {
        boolean plain = local.optimizer() instanceof LocalOptimizer.Sgd sgd && sgd.momentum() == 0;
        if (strategy.local() instanceof LocalRule.ControlVariates && !plain) {
            training.at("local")
                    .at("optimiser")
                    .error(
                            "scaffold's control variates need plain sgd without momentum; choose {type: sgd, learningRate: …}, or another strategy");
        }
        if (strategy.local() instanceof LocalRule.Normalised && local.optimizer() instanceof LocalOptimizer.Adam) {
            training.at("local")
                    .at("optimiser")
                    .error(
                            "fednova counts the steps of sgd or momentum and not of adam; choose one of these, or another strategy");
        }
    }

    private static InitialParameters initial(Place place, InitialParameters otherwise) {
        return place.find("initial")
                .map(Place::text)
                .map(TrainingReader::initial)
                .orElse(otherwise);
    }

    private static InitialParameters initial(String text) {
        return switch (text) {
            case "zeros" -> new InitialParameters.Zeros();
            case "uniform" -> new InitialParameters.Uniform();
            default -> new InitialParameters.FromFile(text);
        };
    }

    private static EarlyStopping earlyStopping(Place place) {
        return new EarlyStopping(place.at("patience").integer(), place.number("minimumImprovement", 0));
    }

    private static void warnIfNeverStopped(Place training, TrainingSpec spec) {
        EarlyStopping stopping = spec.earlyStopping();
        if (stopping != null && stopping.patience() >= spec.rounds()) {
            training.at("earlyStopping")
                    .warning("patience %d is not below rounds %d, so training never stops early"
                            .formatted(stopping.patience(), spec.rounds()));
        }
    }
}

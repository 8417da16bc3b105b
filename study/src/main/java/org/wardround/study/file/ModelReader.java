package org.wardround.study.file;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.VariableType;
import org.wardround.study.document.Place;

/** Reads the model that is to be trained. */
public final class ModelReader {
    private ModelReader() {}

    /** The model of a section with {@code type}; empty where anything is wrong, which is reported. */
    public static Optional<ModelSpec> read(Place model) {
        return model.build(() -> {
            String type = model.at("type").text();
            if (!type.equals("mlp")) {
                model.refuse(
                        List.of("hidden", "activation"), "%s belongs to the model mlp; remove it, or choose type: mlp");
            } else if (!model.has("hidden")) {
                model.errorMissing("hidden", "an mlp needs its hidden layers; add hidden: [16, 8], say");
            }
            return switch (type) {
                case "linear" -> new ModelSpec.Linear();
                case "logistic" -> new ModelSpec.Logistic();
                case "cox" -> new ModelSpec.Cox();
                default -> mlp(model);
            };
        });
    }

    private static ModelSpec mlp(Place model) {
        List<Integer> hidden =
                model.items("hidden").stream().map(Place::integer).toList();
        return new ModelSpec.Mlp(
                hidden,
                Words.constant(
                        ModelSpec.Activation.values(),
                        activation -> activation.name().toLowerCase(Locale.ROOT),
                        model.text("activation", "relu")));
    }

    /** Reports a model that can't predict the outcome. */
    static void checkFits(Place model, ModelSpec spec, Outcome outcome) {
        Set<VariableType> possible = possible(spec);
        if (!possible.contains(outcome.type())) {
            List<String> words = possible.stream().map(VariableType::yamlName).toList();
            model.at("type")
                    .error("a %s model predicts a %s, but the outcome '%s' is a %s; choose type: %s, or mlp"
                            .formatted(
                                    spec.type(),
                                    String.join(" or ", words),
                                    outcome.name(),
                                    outcome.type().yamlName(),
                                    usual(outcome.type())));
        }
    }

    private static Set<VariableType> possible(ModelSpec spec) {
        if (spec instanceof ModelSpec.Linear) {
            return new TreeSet<>(List.of(VariableType.NUMBER));
        }
        if (spec instanceof ModelSpec.Cox) {
            return new TreeSet<>(List.of(VariableType.TIME_TO_EVENT));
        }
        return spec instanceof ModelSpec.Logistic
                ? new TreeSet<>(List.of(VariableType.CATEGORY, VariableType.BINARY))
                : new TreeSet<>(List.of(VariableType.values()));
    }

    /** The plain model of an outcome. */
    static String usual(VariableType outcome) {
        return switch (outcome) {
            case NUMBER, INTEGER, DATE -> "linear";
            case BINARY, CATEGORY -> "logistic";
            case TIME_TO_EVENT -> "cox";
        };
    }
}

package org.wardround.study.file;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wardround.core.model.FeatureColumns;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.VariableType;
import org.wardround.study.document.Place;

/** Reads the model that is to be trained. */
public final class ModelReader {
    private static final int MILLION = 1_000_000;
    private static final int MOST_PARAMETERS = 50 * MILLION;

    private ModelReader() {}

    /**
     * The model of a section with {@code type}; empty where anything is wrong, which is reported.
     *
     * @param data the section of the data dictionary, in which nothing is wrong
     */
    public static Optional<ModelSpec> read(Place model, Place data) {
        return read(model, Dictionary.read(data));
    }

    static Optional<ModelSpec> read(Place model, Dictionary dictionary) {
        Formula formula = new FormulaReader(model, dictionary).read();
        return model.build(() -> {
            String type = model.at("type").text();
            if (!type.equals("mlp")) {
                model.refuse(
                        List.of("hidden", "activation"), "%s belongs to the model mlp; remove it, or choose type: mlp");
            } else if (!model.has("hidden")) {
                model.errorMissing("hidden", "an mlp needs its hidden layers; add hidden: [16, 8], say");
            }
            return switch (type) {
                case "linear" -> new ModelSpec.Linear(formula);
                case "logistic" -> new ModelSpec.Logistic(formula);
                case "poisson" -> new ModelSpec.Poisson(formula);
                case "cox" -> new ModelSpec.Cox(formula);
                default -> mlp(model, formula);
            };
        });
    }

    private static ModelSpec mlp(Place model, Formula formula) {
        List<Integer> hidden =
                model.items("hidden").stream().map(Place::integer).toList();
        ModelSpec.Activation activation = Words.constant(
                ModelSpec.Activation.values(),
                known -> known.name().toLowerCase(Locale.ROOT),
                model.text("activation", "relu"));
        return new ModelSpec.Mlp(hidden, activation, formula);
    }

    /** Reports a network that no computer of a hospital could hold. */
    static void checkSize(Place model, ModelSpec spec, DataDictionary data) {
        if (!(spec instanceof ModelSpec.Mlp mlp)) {
            return;
        }
        double parameters = 0;
        double inputs = FeatureColumns.count(data, mlp.formula());
        for (int units : mlp.hidden()) {
            parameters += (inputs + 1) * units;
            inputs = units;
        }
        if (parameters > MOST_PARAMETERS) {
            model.at("hidden")
                    .error(
                            "the network would have about %.0f million parameters, and at most %d million are possible; give it fewer or smaller layers"
                                    .formatted(parameters / MILLION, MOST_PARAMETERS / MILLION));
        }
    }

    /** Reports a model that can't predict the outcome. */
    static void checkFits(Place model, ModelSpec spec, Outcome outcome) {
        Set<VariableType> possible = possible(spec);
        if (!possible.contains(outcome.type())) {
            List<String> words = possible.stream().map(VariableType::yamlName).toList();
            model.at("type")
                    .error("a %s model predicts %s, but the outcome '%s' is %s; choose type: %s, or mlp"
                            .formatted(
                                    spec.type(),
                                    Words.withArticle(String.join(" or ", words)),
                                    outcome.name(),
                                    Words.withArticle(outcome.type().yamlName()),
                                    usual(outcome.type())));
        }
    }

    private static Set<VariableType> possible(ModelSpec spec) {
        if (spec instanceof ModelSpec.Linear) {
            return new TreeSet<>(List.of(VariableType.NUMBER));
        }
        if (spec instanceof ModelSpec.Poisson) {
            return new TreeSet<>(List.of(VariableType.INTEGER));
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
            case NUMBER, DATE -> "linear";
            case INTEGER -> "poisson";
            case BINARY, CATEGORY -> "logistic";
            case TIME_TO_EVENT -> "cox";
        };
    }
}

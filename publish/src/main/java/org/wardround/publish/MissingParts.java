package org.wardround.publish;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Comparator;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Study;
import org.wardround.core.study.VariableType;
import org.wardround.study.results.Limits.MissingSection;

/** What a reader would look for in the results of a run and not find, and why. */
public final class MissingParts {
    private MissingParts() {}

    public static List<MissingSection> ofTraining(Study study, ModelSpec model) {
        List<MissingSection> missing = new ArrayList<>(ofValidation(study, model));
        List<Comparator> comparators = study.evaluation().comparators();
        if (!comparators.contains(Comparator.LOCAL)) {
            missing.add(new MissingSection(
                    "Verdict for each hospital", "the study asks for no local models to compare with"));
        }
        if (!comparators.contains(Comparator.POOLED)) {
            missing.add(new MissingSection("Pooled model", "the study does not ask for one"));
        }
        return missing;
    }

    /** What only a simulation can compute, or only each hospital about itself. */
    public static List<MissingSection> ofFederation(Study study, ModelSpec model) {
        List<MissingSection> missing = new ArrayList<>(ofValidation(study, model));
        missing.add(
                new MissingSection(
                        "Flow of records, figures and case mix of each hospital",
                        "they stay at the hospital, in the page that it makes for itself: the coordinator knows sums over all of them"));
        if (study.analysis() instanceof Analysis.Validate) {
            return missing;
        }
        missing.add(
                new MissingSection(
                        "Verdict for each hospital",
                        "it takes each hospital’s own rows, which stay there; it stands in the page that each hospital makes for itself"));
        missing.add(
                new MissingSection(
                        "Pooled model, models without one hospital, contribution of each hospital",
                        "only a simulation can compute them: nobody holds all rows, and the difference of two sums over sets of hospitals that differ by one would reveal that one"));
        if (study.data().standardisation() == Standardisation.SITE) {
            missing.add(
                    new MissingSection(
                            "Model folder",
                            "each hospital standardises by its own numbers, which stay there; the parameters alone are in model.safetensors"));
        }
        return missing;
    }

    public static List<MissingSection> ofValidation(Study study, ModelSpec model) {
        return ofValidation(study, model.type());
    }

    /** @param model its type, by the word in study files */
    static List<MissingSection> ofValidation(Study study, String model) {
        List<MissingSection> missing = new ArrayList<>();
        VariableType outcome = study.data().outcome().type();
        if (outcome != VariableType.BINARY) {
            missing.add(new MissingSection("Calibration", reason(outcome)));
        }
        if (model.equals("mlp")) {
            missing.add(new MissingSection("Coefficients", "those of a neural network can't be read one by one"));
        }
        return missing;
    }

    private static String reason(VariableType outcome) {
        return switch (outcome) {
            case TIME_TO_EVENT ->
                "the model gives risks relative to each other and no probability to hold against what came true";
            case CATEGORY ->
                "predicted and observed shares are compared for binary outcomes only; the Brier score and the log loss show poor calibration too";
            case BINARY, NUMBER, INTEGER, DATE ->
                "the evaluation of a number keeps no sums by predicted value, so observed means can't be held against predicted ones";
        };
    }
}

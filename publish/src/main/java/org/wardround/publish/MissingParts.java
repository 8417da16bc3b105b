package org.wardround.publish;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.Comparator;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Study;
import org.wardround.core.study.VariableType;
import org.wardround.study.results.Limits.MissingSection;

/** What a reader would look for in the results of a simulation and not find, and why. */
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

    public static List<MissingSection> ofValidation(Study study, ModelSpec model) {
        List<MissingSection> missing = new ArrayList<>();
        VariableType outcome = study.data().outcome().type();
        if (outcome != VariableType.BINARY) {
            missing.add(new MissingSection("Calibration", reason(outcome)));
        }
        if (model instanceof ModelSpec.Mlp) {
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

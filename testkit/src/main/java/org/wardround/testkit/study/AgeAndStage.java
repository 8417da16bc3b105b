package org.wardround.testkit.study;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;

/** Dictionaries of studies of an age in years and a stage of three levels, and what else a test wants. */
public final class AgeAndStage {
    /** Position of the variable. */
    public static final int AGE = 0;
    /** Position of the variable. */
    public static final int STAGE = 1;

    private AgeAndStage() {}

    /** @param more variables after age and stage */
    public static DataDictionary dictionary(Outcome outcome, Variable... more) {
        List<Variable> variables = new ArrayList<>();
        variables.add(new Variable(
                "age", VariableType.NUMBER, "years", new Range(0, 120), List.of(), MissingPolicy.IMPUTE, ""));
        variables.add(new Variable(
                "stage", VariableType.CATEGORY, "", null, List.of("I", "II", "III"), MissingPolicy.IMPUTE, ""));
        variables.addAll(List.of(more));
        return new DataDictionary(
                1, variables, outcome, List.of(), Standardisation.FEDERATED, new SplitSpec(0.2, 0.2, ""));
    }
}

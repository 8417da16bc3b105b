package org.wardround.inference.describe;

import java.util.List;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;

/** Small data dictionaries for tests. */
final class Dictionaries {
    static final Outcome BINARY = new Outcome("disease", VariableType.BINARY, "", null, List.of("0", "1"), "");

    private Dictionaries() {}

    static DataDictionary of(Outcome outcome, Variable... variables) {
        return new DataDictionary(
                1, List.of(variables), outcome, List.of(), Standardisation.FEDERATED, new SplitSpec(0.2, 0.2, ""));
    }

    static Variable number(String name, double low, double high) {
        return new Variable(name, VariableType.NUMBER, "", new Range(low, high), List.of(), MissingPolicy.IMPUTE, "");
    }

    static Variable binary(String name) {
        return new Variable(name, VariableType.BINARY, "", null, List.of("0", "1"), MissingPolicy.IMPUTE, "");
    }

    static Variable category(String name, MissingPolicy missing, String... levels) {
        return new Variable(name, VariableType.CATEGORY, "", null, List.of(levels), missing, "");
    }
}

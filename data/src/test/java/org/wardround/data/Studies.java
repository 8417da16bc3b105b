package org.wardround.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardround.core.study.Criterion;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;

/** Data dictionaries for tests, built up a variable at a time. */
public final class Studies {
    private final List<Variable> variables = new ArrayList<>();
    private final List<Criterion> cohort = new ArrayList<>();
    private Outcome outcome = new Outcome("y", VariableType.BINARY, "", null, List.of("0", "1"), "");
    private SplitSpec split = new SplitSpec(0.15, 0.25, "");

    public static Studies study() {
        return new Studies();
    }

    public Studies number(String name, double low, double high) {
        return add(name, VariableType.NUMBER, new Range(low, high), List.of(), MissingPolicy.DROP);
    }

    public Studies add(
            String name, VariableType type, @Nullable Range range, List<String> levels, MissingPolicy missing) {
        variables.add(new Variable(name, type, "", range, levels, missing, ""));
        return this;
    }

    public Studies category(String name, String... levels) {
        return add(name, VariableType.CATEGORY, null, List.of(levels), MissingPolicy.DROP);
    }

    public Studies binary(String name) {
        return add(name, VariableType.BINARY, null, List.of("0", "1"), MissingPolicy.DROP);
    }

    public Studies outcome(Outcome declared) {
        outcome = declared;
        return this;
    }

    public Studies cohort(Criterion criterion) {
        cohort.add(criterion);
        return this;
    }

    public Studies split(double validation, double test, String column) {
        split = new SplitSpec(validation, test, column);
        return this;
    }

    public DataDictionary dictionary() {
        return new DataDictionary(1, variables, outcome, cohort, Standardisation.NONE, split);
    }
}

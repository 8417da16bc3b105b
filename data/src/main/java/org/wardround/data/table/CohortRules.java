package org.wardround.data.table;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import org.wardround.core.study.Criterion;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.data.cell.Codes;
import org.wardround.data.text.Numbers;

/** Decides from a row's values whether it is in the cohort, and if not, why. Safe for concurrent use. */
final class CohortRules {
    /** A row is dropped for the reason where its value of the variable is dropped. */
    private record Rule(String reason, int variable, DoublePredicate drops) {}

    private final List<Rule> rules = new ArrayList<>();
    private final String outcomeMissing;

    CohortRules(DataDictionary dictionary) {
        outcomeMissing = missing(dictionary.outcome().name());
        for (int position = 0; position < dictionary.variables().size(); position++) {
            Variable variable = dictionary.variables().get(position);
            if (variable.missing() == MissingPolicy.DROP) {
                rules.add(new Rule(missing(variable.name()), position, Double::isNaN));
            }
        }
        dictionary.cohort().forEach(criterion -> add(criterion, dictionary));
    }

    private void add(Criterion criterion, DataDictionary dictionary) {
        int position = dictionary.indexOf(criterion.variable());
        Variable variable = dictionary.variables().get(position);
        rules.add(new Rule(missing(variable.name()), position, Double::isNaN));
        Range range = criterion.range();
        if (range != null) {
            rules.add(new Rule(
                    variable.name() + " outside " + words(range, variable.type()),
                    position,
                    value -> !range.contains(value)));
        } else {
            SortedSet<Double> levels = new TreeSet<>();
            criterion.values().forEach(code -> levels.add((double) Codes.position(code, variable.levels())));
            String reason = variable.name() + " other than " + String.join(", ", criterion.values());
            rules.add(new Rule(reason, position, value -> !levels.contains(value)));
        }
    }

    /** All reasons that there can be, in the order in which they are asked. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        reasons.add(outcomeMissing);
        rules.forEach(rule -> reasons.add(rule.reason()));
        return reasons;
    }

    /** Why the row is not in the cohort; empty where it is. */
    Optional<String> reasonAgainst(double[] variables, double[] outcome) {
        for (double value : outcome) {
            if (Double.isNaN(value)) {
                return Optional.of(outcomeMissing);
            }
        }
        return rules.stream()
                .filter(rule -> rule.drops().test(variables[rule.variable()]))
                .map(Rule::reason)
                .findFirst();
    }

    private static String missing(String name) {
        return name + " missing";
    }

    private static String words(Range range, VariableType type) {
        return type == VariableType.DATE
                ? day(range.low()) + " to " + day(range.high())
                : Numbers.plain(range.low()) + " to " + Numbers.plain(range.high());
    }

    private static String day(double day) {
        return LocalDate.ofEpochDay((long) day).toString();
    }
}

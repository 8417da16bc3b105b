package org.wardround.inference.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;

/**
 * A measured variable, or the outcome where that is a number.
 *
 * @param position in the dictionary; {@link #OUTCOME} for the outcome
 * @param whole whether its values are whole numbers
 */
public record Quantity(String name, int position, Range range, boolean whole) {
    /** The position of the outcome. */
    public static final int OUTCOME = -1;

    /** All quantities of a dictionary in its order, the outcome last. */
    public static List<Quantity> of(DataDictionary dictionary) {
        List<Quantity> quantities = new ArrayList<>();
        for (int position = 0; position < dictionary.variables().size(); position++) {
            Variable variable = dictionary.variables().get(position);
            if (variable.type().isQuantity()) {
                quantities.add(of(variable.name(), position, variable.range(), variable.type()));
            }
        }
        Outcome outcome = dictionary.outcome();
        if (outcome.type().isQuantity()) {
            quantities.add(of(outcome.name(), OUTCOME, outcome.range(), outcome.type()));
        }
        return List.copyOf(quantities);
    }

    private static Quantity of(String name, int position, @Nullable Range range, VariableType type) {
        return new Quantity(
                name,
                position,
                Objects.requireNonNull(range, () -> "quantity '%s' declares no range".formatted(name)),
                type != VariableType.NUMBER);
    }

    double middle() {
        return range.low() + range.width() / 2;
    }

    /** The column of a site's table; NaN: missing. */
    double[] column(Table table) {
        return position == OUTCOME ? table.outcomes() : table.variables()[position];
    }
}

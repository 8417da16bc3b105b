package org.wardround.core.dataset;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.VariableType;

/**
 * A site's cohort in the terms of the data dictionary: what a snapshot holds. Stays at the site. Rows keep the order of the source. The arrays
 * are shared, not copied: neither the maker nor a reader may write to them afterwards. {@code toString} shows no counts.
 *
 * @param outcomeType type of the outcome
 * @param variables for each variable of the dictionary one value a row: a number, days since 1970-01-01, or the position of a level; NaN: missing
 * @param outcomes a number, the position of a level, 0/1, or a time; never NaN
 * @param events 1 or 0 for each row where the outcome is a time, else empty
 * @param patients the patient's number of each row, 0-based in order of first appearance
 * @param sides for each patient its side of the split
 */
public record Table(
        VariableType outcomeType,
        double[][] variables,
        double[] outcomes,
        double[] events,
        int[] patients,
        List<Side> sides) {
    public Table {
        sides = List.copyOf(sides);
        for (double[] column : variables) {
            if (column.length != outcomes.length) {
                throw new IllegalArgumentException(
                        "a column has %d values for %d rows".formatted(column.length, outcomes.length));
            }
        }
        if (patients.length != outcomes.length) {
            throw new IllegalArgumentException(
                    "%d patient numbers for %d rows".formatted(patients.length, outcomes.length));
        }
        int expectedEvents = outcomeType == VariableType.TIME_TO_EVENT ? outcomes.length : 0;
        if (events.length != expectedEvents) {
            throw new IllegalArgumentException("a time-to-event outcome, and no other, has event flags");
        }
    }

    public int rows() {
        return outcomes.length;
    }

    public Side side(int row) {
        return sides.get(patients[row]);
    }

    /** The positions of the rows on a side, ascending. */
    public int[] rowsOn(Side side) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < rows(); row++) {
            if (side(row) == side) {
                rows.add(row);
            }
        }
        return rows.stream().mapToInt(Integer::intValue).toArray();
    }

    /** One row's variables, as {@link Preprocessing#encode} takes them. */
    public double[] raw(int row) {
        double[] raw = new double[variables.length];
        for (int variable = 0; variable < raw.length; variable++) {
            raw[variable] = variables[variable][row];
        }
        return raw;
    }

    /** The rows of a side as a model sees them. */
    public Dataset encode(Preprocessing preprocessing, Side side) {
        int[] rows = rowsOn(side);
        int features = preprocessing.features();
        double[] values = new double[Math.multiplyExact(rows.length, features)];
        double[] outcome = new double[rows.length];
        double[] event = new double[events.length == 0 ? 0 : rows.length];
        int[] patient = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            preprocessing.encode(raw(rows[i]), values, i * features);
            outcome[i] = outcomes[rows[i]];
            patient[i] = patients[rows[i]];
            if (event.length > 0) {
                event[i] = events[rows[i]];
            }
        }
        return outcomeType == VariableType.TIME_TO_EVENT
                ? Dataset.ofTimes(features, values, outcome, event, patient)
                : Dataset.of(features, values, outcome, patient);
    }

    @Override
    public String toString() {
        return "Table[%d variables]".formatted(variables.length);
    }
}

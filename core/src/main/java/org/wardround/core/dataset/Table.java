package org.wardround.core.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.VariableType;

/**
 * A site's cohort in the terms of the data dictionary: what a snapshot holds. Stays at the site. Rows keep the order of the source. The arrays
 * are shared, not copied: neither the maker nor a reader may write to them afterwards. {@code toString} and messages show no counts of rows.
 */
public final class Table {
    private final VariableType outcomeType;
    private final double[][] variables;
    private final double[] outcomes;
    private final double[] events;
    private final int[] patients;
    private final List<Side> sides;

    /**
     * @param outcomeType type of the outcome
     * @param variables for each variable of the dictionary one value a row: a number, days since 1970-01-01, or the position of a level; NaN:
     *     missing
     * @param outcomes a number, the position of a level, 0/1, or a time; never NaN
     * @param events 1 or 0 for each row where the outcome is a time, else empty
     * @param patients the patient's number of each row, 0-based in order of first appearance
     * @param sides for each patient its side of the split
     */
    public Table(
            VariableType outcomeType,
            double[][] variables,
            double[] outcomes,
            double[] events,
            int[] patients,
            List<Side> sides) {
        this.outcomeType = outcomeType;
        this.variables = variables;
        this.outcomes = outcomes;
        this.events = events;
        this.patients = patients;
        this.sides = List.copyOf(sides);
        int expectedEvents = outcomeType == VariableType.TIME_TO_EVENT ? outcomes.length : 0;
        require(
                Arrays.stream(variables).allMatch(column -> column.length == outcomes.length),
                "each variable needs a value a row");
        require(Arrays.stream(outcomes).noneMatch(Double::isNaN), "each row needs an outcome");
        require(events.length == expectedEvents, "a time-to-event outcome, and no other, has an event flag a row");
        require(patients.length == outcomes.length, "each row needs a patient number");
        require(
                Arrays.stream(patients).allMatch(patient -> patient >= 0 && patient < this.sides.size()),
                "each patient needs a side of the split");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    public VariableType outcomeType() {
        return outcomeType;
    }

    /** One column a variable. Shared: do not write. */
    public double[][] variables() {
        return variables;
    }

    /** One value a row. Shared: do not write. */
    public double[] outcomes() {
        return outcomes;
    }

    /** One flag a row where the outcome is a time, else empty. Shared: do not write. */
    public double[] events() {
        return events;
    }

    /** The patient's number of each row. Shared: do not write. */
    public int[] patients() {
        return patients;
    }

    /** For each patient its side. */
    public List<Side> sides() {
        return sides;
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

package org.wardround.inference.statistics;

import java.util.Arrays;
import java.util.BitSet;
import org.wardround.core.dataset.Table;

/**
 * One row of each patient of a site, its first, with the stratum that the patient belongs to. Stays at the site; {@code toString} shows no counts.
 * The table is shared, not copied. Immutable.
 */
public final class PatientRows {
    private final Table table;
    private final int[] rows;
    private final int[] strata;
    private final int count;
    private final BitSet withheld;
    private final boolean outcomeWithheld;

    private PatientRows(Table table, int[] rows, int[] strata, int count) {
        this(table, rows, strata, count, new BitSet(), false);
    }

    private PatientRows(Table table, int[] rows, int[] strata, int count, BitSet withheld, boolean outcomeWithheld) {
        this.table = table;
        this.rows = rows;
        this.strata = strata;
        this.count = count;
        this.withheld = withheld;
        this.outcomeWithheld = outcomeWithheld;
    }

    /**
     * The same patients, without the values of some quantities.
     *
     * @param variables by their positions in the dictionary
     * @param outcome whether the outcome's values are withheld
     */
    PatientRows withholding(BitSet variables, boolean outcome) {
        return new PatientRows(table, rows, strata, count, (BitSet) variables.clone(), outcome);
    }

    /** The values of a quantity by row; NaN: missing, or withheld. */
    double[] column(Quantity quantity) {
        boolean none = quantity.position() == Quantity.OUTCOME ? outcomeWithheld : withheld.get(quantity.position());
        if (!none) {
            return quantity.column(table);
        }
        double[] nothing = new double[table.rows()];
        Arrays.fill(nothing, Double.NaN);
        return nothing;
    }

    /** How many patients have a time to an event that is not withheld. */
    int timed() {
        return outcomeWithheld ? 0 : rows.length;
    }

    /** All patients in one stratum. */
    public static PatientRows of(Table table) {
        int[] rows = firstRows(table);
        return new PatientRows(table, rows, new int[rows.length], 1);
    }

    /**
     * A stratum for each level of a coded variable, and one more, the last, for patients without a value.
     *
     * @param variable position in the dictionary
     * @param levels how many levels it has
     */
    public static PatientRows by(Table table, int variable, int levels) {
        int[] rows = firstRows(table);
        double[] values = table.variables()[variable];
        int[] strata = Arrays.stream(rows)
                .map(row -> Double.isNaN(values[row]) ? levels : (int) values[row])
                .toArray();
        return new PatientRows(table, rows, strata, levels + 1);
    }

    /** A stratum for each class of the outcome: the levels of a code; censored and event of a time. */
    public static PatientRows byOutcome(Table table, int classes) {
        int[] rows = firstRows(table);
        double[] labels = table.events().length > 0 ? table.events() : table.outcomes();
        int[] strata = Arrays.stream(rows).map(row -> (int) labels[row]).toArray();
        return new PatientRows(table, rows, strata, classes);
    }

    private static int[] firstRows(Table table) {
        BitSet seen = new BitSet();
        int[] rows = new int[table.sides().size()];
        int count = 0;
        for (int row = 0; row < table.rows(); row++) {
            int patient = table.patients()[row];
            if (!seen.get(patient)) {
                seen.set(patient);
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** How many strata there are. */
    public int strata() {
        return count;
    }

    int patients() {
        return rows.length;
    }

    /** The table's row of a patient. */
    int row(int patient) {
        return rows[patient];
    }

    int stratum(int patient) {
        return strata[patient];
    }

    Table table() {
        return table;
    }

    @Override
    public String toString() {
        return "PatientRows[%d strata]".formatted(count);
    }
}

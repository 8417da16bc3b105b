package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * The first description round: how many rows, patients and events a site has on each side, and, on training rows, how often each variable is
 * present and each level occurs. A pure description of the question; safe to share.
 *
 * @param maxContributors how many sites the sum can hold
 * @param variables whether it is asked how often each variable is present and each level occurs
 */
public record CountsPass(DataDictionary dictionary, int maxContributors, boolean variables) {
    /** No site has more than 2^31 − 1 rows: a table is an array. */
    private static final int COUNT_BOUND = 31;

    static final String ROWS = "rows";
    static final String PATIENTS = "patients";
    static final String CLASSES = "classes";
    static final String PRESENT = "present";
    static final String LEVELS = "levels";

    public CountsPass(DataDictionary dictionary, int maxContributors) {
        this(dictionary, maxContributors, true);
    }

    /** Of rows, patients and events alone. */
    public static CountsPass ofSides(DataDictionary dictionary, int maxContributors) {
        return new CountsPass(dictionary, maxContributors, false);
    }

    public SumLayout layout() {
        int sides = Side.values().length;
        List<Segment> segments = new ArrayList<>();
        segments.add(Segment.plain(ROWS, sides, COUNT_BOUND));
        segments.add(Segment.plain(PATIENTS, sides, COUNT_BOUND));
        if (classes() > 0) {
            segments.add(Segment.plain(CLASSES, (long) sides * classes(), COUNT_BOUND));
        }
        if (variables) {
            segments.add(Segment.plain(PRESENT, dictionary.variables().size(), COUNT_BOUND));
        }
        if (variables && levels() > 0) {
            segments.add(Segment.plain(LEVELS, levels(), COUNT_BOUND));
        }
        return new SumLayout(maxContributors, segments);
    }

    /** 0 for a number; 2 (censored, event) for a time; else the outcome's levels. */
    int classes() {
        return dictionary.outcome().type() == VariableType.TIME_TO_EVENT
                ? 2
                : dictionary.outcome().classes();
    }

    private int levels() {
        return dictionary.variables().stream()
                .mapToInt(variable -> variable.levels().size())
                .sum();
    }

    /** A site's counts. */
    public LocalUpdate answer(Table table) {
        SumLayout layout = layout();
        double[] values = new double[Math.toIntExact(layout.length())];
        countRows(table, layout, values);
        countPatients(table, layout, values);
        if (variables) {
            countVariables(table, layout, values);
        }
        return LocalUpdate.owning(layout, values);
    }

    private void countRows(Table table, SumLayout layout, double[] values) {
        int rows = (int) layout.start(ROWS);
        for (int row = 0; row < table.rows(); row++) {
            int side = table.side(row).ordinal();
            values[rows + side]++;
            if (classes() > 0) {
                double[] labels = table.events().length > 0 ? table.events() : table.outcomes();
                values[(int) layout.start(CLASSES) + side * classes() + (int) labels[row]]++;
            }
        }
    }

    private static void countPatients(Table table, SumLayout layout, double[] values) {
        BitSet seen = new BitSet();
        for (int row = 0; row < table.rows(); row++) {
            int patient = table.patients()[row];
            if (!seen.get(patient)) {
                seen.set(patient);
                values[(int) layout.start(PATIENTS) + table.side(row).ordinal()]++;
            }
        }
    }

    private void countVariables(Table table, SumLayout layout, double[] values) {
        int[] train = table.rowsOn(Side.TRAIN);
        int present = (int) layout.start(PRESENT);
        int level = layout.has(LEVELS) ? (int) layout.start(LEVELS) : 0;
        for (int position = 0; position < dictionary.variables().size(); position++) {
            Variable variable = dictionary.variables().get(position);
            for (int row : train) {
                double value = table.variables()[position][row];
                if (!Double.isNaN(value)) {
                    values[present + position]++;
                    if (!variable.levels().isEmpty()) {
                        values[level + (int) value]++;
                    }
                }
            }
            level += variable.levels().size();
        }
    }

    /** What the sum says. The same for one site's counts alone. */
    public Counts result(Sum sum) {
        List<long[]> levels = new ArrayList<>();
        int offset = 0;
        double[] all = sum.layout().has(LEVELS) ? sum.values(LEVELS) : new double[levels()];
        for (Variable variable : dictionary.variables()) {
            int length = variable.levels().size();
            levels.add(Counts.rounded(all, offset, length));
            offset += length;
        }
        double[] classes = classes() > 0 ? sum.values(CLASSES) : new double[0];
        return new Counts(
                Counts.rounded(sum.values(ROWS)),
                Counts.rounded(sum.values(PATIENTS)),
                Counts.rounded(classes),
                variables
                        ? Counts.rounded(sum.values(PRESENT))
                        : new long[dictionary.variables().size()],
                levels);
    }
}

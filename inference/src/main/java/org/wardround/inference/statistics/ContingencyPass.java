package org.wardround.inference.statistics;

import java.util.List;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * Counts patients by the levels of two coded variables, those with both present.
 *
 * @param rows position in the dictionary of the variable whose levels are the rows
 * @param columns likewise of the columns
 * @param maxContributors how many sites the sum can hold
 */
public record ContingencyPass(DataDictionary dictionary, int rows, int columns, int maxContributors) {
    private static final String CELLS = "cells";

    public ContingencyPass {
        if (levels(dictionary, rows) == 0 || levels(dictionary, columns) == 0) {
            throw new IllegalArgumentException("a contingency table needs two coded variables");
        }
    }

    private static int levels(DataDictionary dictionary, int variable) {
        return dictionary.variables().get(variable).levels().size();
    }

    public SumLayout layout() {
        long cells = (long) levels(dictionary, rows) * levels(dictionary, columns);
        return new SumLayout(maxContributors, List.of(Segment.plain(CELLS, cells, TallyPass.COUNT_BOUND)));
    }

    /** A site's counts. */
    public LocalUpdate answer(PatientRows patients) {
        int width = levels(dictionary, columns);
        double[] values = new double[levels(dictionary, rows) * width];
        double[] first = patients.table().variables()[rows];
        double[] second = patients.table().variables()[columns];
        for (int patient = 0; patient < patients.patients(); patient++) {
            double row = first[patients.row(patient)];
            double column = second[patients.row(patient)];
            if (!Double.isNaN(row) && !Double.isNaN(column)) {
                values[(int) row * width + (int) column]++;
            }
        }
        return LocalUpdate.owning(layout(), values);
    }

    public Contingency result(Sum sum) {
        int width = levels(dictionary, columns);
        long[][] counts = new long[levels(dictionary, rows)][width];
        double[] values = sum.values(CELLS);
        for (int i = 0; i < values.length; i++) {
            counts[i / width][i % width] = Math.round(values[i]);
        }
        return new Contingency(counts);
    }
}

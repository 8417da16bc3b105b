package org.wardround.data.table;

import org.wardround.data.CappedProblems;
import org.wardround.data.DataProblem;
import org.wardround.data.cell.CellReader;
import org.wardround.data.cell.MissingTexts;
import org.wardround.data.text.Row;

/**
 * Reads one variable from the rows of one file.
 *
 * @param place where the cells stand
 * @param problems is told about cells that don't fit
 */
record ColumnReader(Place place, MissingTexts missing, CellReader cells, CappedProblems problems) {
    /**
     * Where the cells of a variable stand.
     *
     * @param variable its name in the dictionary
     * @param position counted from 0, in the row as it is after the joins
     * @param shown the position for people, counted from 1; 0 for a joined column
     */
    record Place(String file, String variable, int position, int shown) {}

    /** The value in the row; NaN where it is missing, and where it doesn't fit, which is then a problem. */
    double read(Row row) {
        String text = row.text(place.position());
        return missing.contains(text) ? Double.NaN : cells.read(text, (rule, message) -> refuse(row, rule, message));
    }

    private double refuse(Row row, String rule, String message) {
        String hint = row.line() == 1 ? "; if the first line names the columns, set 'header: true'" : "";
        String kind = place.file() + "\n" + place.variable() + "\n" + rule;
        problems.add(kind, DataProblem.cell(place.file(), row.line(), place.shown(), place.variable(), message + hint));
        return Double.NaN;
    }
}

package org.wardround.publish;

import java.util.ArrayList;
import java.util.List;
import org.wardround.study.results.Table1;

/** A Table 1 with one hospital's column, whole, beside that of everybody, as it is published. */
final class HospitalTable {
    private HospitalTable() {}

    /**
     * @param everybody a table with one column
     * @param own the same rows, of the hospital and of everybody; its last column is left out
     */
    static Table1 beside(Table1 everybody, Table1 own) {
        List<Table1.Row> rows = new ArrayList<>();
        for (int row = 0; row < own.rows().size(); row++) {
            rows.add(row(everybody.rows().get(row), own.rows().get(row)));
        }
        return new Table1(
                everybody.by(),
                everybody.minimum(),
                both(everybody.columns(), own.columns()),
                rows,
                Table1.LogRank.NONE);
    }

    private static <T> List<T> both(List<T> everybody, List<T> own) {
        return List.of(own.get(0), everybody.get(0));
    }

    private static Table1.Row row(Table1.Row everybody, Table1.Row own) {
        if (own instanceof Table1.QuantityRow row) {
            return new Table1.QuantityRow(
                    row.variable(),
                    row.title(),
                    row.unit(),
                    row.decimals(),
                    row.quartileError(),
                    row.difference(),
                    both(((Table1.QuantityRow) everybody).cells(), row.cells()));
        }
        if (own instanceof Table1.CodesRow row) {
            return new Table1.CodesRow(
                    row.variable(),
                    row.title(),
                    row.levels(),
                    row.difference(),
                    row.chiSquared(),
                    both(((Table1.CodesRow) everybody).cells(), row.cells()));
        }
        Table1.TimeRow row = (Table1.TimeRow) own;
        return new Table1.TimeRow(
                row.variable(),
                row.title(),
                row.unit(),
                row.times(),
                both(((Table1.TimeRow) everybody).cells(), row.cells()));
    }
}

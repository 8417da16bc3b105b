package org.wardround.inference.program;

import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.Preprocessing;

/** A variable's values for the rows on a side, as they are or imputed: an offset, or case weights. */
public final class RowColumn {
    private RowColumn() {}

    public static double[] of(Table table, Side side, int variable, Preprocessing encoding) {
        int[] rows = table.rowsOn(side);
        double[] values = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double value = table.variables()[variable][rows[i]];
            values[i] = Double.isNaN(value) ? encoding.imputed(variable) : value;
        }
        return values;
    }
}

package org.wardround.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;

/** All sites' rows as if they stood in one hospital's table: the pooled comparator, which only a simulation can have. */
final class PooledTable {
    private PooledTable() {}

    /** Rows in the order of the tables; a patient of one table is never one of another. */
    static Table of(Collection<Table> tables) {
        Table first = tables.iterator().next();
        int rows = tables.stream().mapToInt(Table::rows).sum();
        double[][] variables = new double[first.variables().length][rows];
        double[] outcomes = new double[rows];
        double[] events = new double[first.events().length == 0 ? 0 : rows];
        int[] patients = new int[rows];
        List<Side> sides = new ArrayList<>();
        int offset = 0;
        for (Table table : tables) {
            for (int variable = 0; variable < variables.length; variable++) {
                System.arraycopy(table.variables()[variable], 0, variables[variable], offset, table.rows());
            }
            System.arraycopy(table.outcomes(), 0, outcomes, offset, table.rows());
            System.arraycopy(table.events(), 0, events, events.length == 0 ? 0 : offset, table.events().length);
            for (int row = 0; row < table.rows(); row++) {
                patients[offset + row] = sides.size() + table.patients()[row];
            }
            sides.addAll(table.sides());
            offset += table.rows();
        }
        return new Table(first.outcomeType(), variables, outcomes, events, patients, sides);
    }
}

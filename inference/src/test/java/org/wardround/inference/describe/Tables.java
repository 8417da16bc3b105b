package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.VariableType;

/** Small tables for tests; one row, one patient. */
final class Tables {
    private Tables() {}

    /** Rows as (variables …, outcome), all on the training side. */
    static Table train(double[][] rows) {
        Side[] sides = new Side[rows.length];
        Arrays.fill(sides, Side.TRAIN);
        return of(rows, sides);
    }

    static Table of(double[][] rows, Side... sides) {
        int variables = rows[0].length - 1;
        double[][] columns = new double[variables][rows.length];
        double[] outcomes = new double[rows.length];
        int[] patients = new int[rows.length];
        List<Side> sideOfPatient = new ArrayList<>();
        for (int row = 0; row < rows.length; row++) {
            for (int variable = 0; variable < variables; variable++) {
                columns[variable][row] = rows[row][variable];
            }
            outcomes[row] = rows[row][variables];
            patients[row] = row;
            sideOfPatient.add(sides[row]);
        }
        return new Table(VariableType.BINARY, columns, outcomes, new double[0], patients, sideOfPatient);
    }
}

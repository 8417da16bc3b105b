package org.wardround.inference.regression.algebra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which columns of a design are combinations of earlier ones, read from their matrix of products by elimination in the order of the columns: a
 * column whose share of its own square that the earlier ones leave unexplained is below {@link #TOLERANCE} depends on them.
 *
 * @param column position of the dependent column
 * @param coefficients for each column of the design, its part in the combination; 0 for the dependent column and for later ones
 */
public record Dependence(int column, double[] coefficients) {
    /** Whether the column has no square of its own. */
    public boolean isConstant() {
        return Arrays.stream(coefficients).allMatch(coefficient -> coefficient == 0);
    }

    /** The unexplained share, one over the variance inflation factor. */
    public static final double TOLERANCE = 1e-9;

    /**
     * All dependent columns, ascending. A column without any square of its own depends on none: its coefficients are all 0.
     *
     * @param negligible a square at or below this is none; 0 or more
     */
    public static List<Dependence> among(SymmetricMatrix products, double negligible) {
        int size = products.size();
        List<Dependence> found = new ArrayList<>();
        List<Integer> free = new ArrayList<>();
        // Rows of the inverse triangle: combination[i] gives the i-th free column less what earlier ones explain,
        // scaled to length 1.
        List<double[]> residuals = new ArrayList<>();
        for (int column = 0; column < size; column++) {
            double square = products.get(column, column);
            double[] explained = new double[size];
            double rest = square;
            for (double[] residual : residuals) {
                double share = 0;
                for (int i : free) {
                    share += residual[i] * products.get(i, column);
                }
                rest -= share * share;
                for (int i : free) {
                    explained[i] += share * residual[i];
                }
            }
            if (!(square > negligible && rest > TOLERANCE * square)) {
                found.add(new Dependence(column, square > negligible ? explained : new double[size]));
                continue;
            }
            double length = StrictMath.sqrt(rest);
            double[] residual = new double[size];
            for (int i : free) {
                residual[i] = -explained[i] / length;
            }
            residual[column] = 1 / length;
            free.add(column);
            residuals.add(residual);
        }
        return found;
    }
}

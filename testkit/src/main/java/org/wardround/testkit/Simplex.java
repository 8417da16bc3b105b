package org.wardround.testkit;

import java.util.Arrays;

/** Linear programming for small problems: least {@code cᵀx} with {@code Ax = b} and x not below a shift. Dense, with Bland's rule, in two phases. */
final class Simplex {
    private static final double ZERO = 1e-7;

    private final double[][] tableau;
    private final int[] basis;
    private final int variables;

    /**
     * @param rows factors, then the right-hand side
     * @param shift the lower bound of each variable; answers are in terms of what exceeds it
     */
    Simplex(double[][] rows, double[] shift) {
        this.variables = shift.length;
        int constraints = rows.length;
        this.tableau = new double[constraints][variables + constraints + 1];
        this.basis = new int[constraints];
        for (int row = 0; row < constraints; row++) {
            double right = rows[row][variables];
            for (int column = 0; column < variables; column++) {
                right -= rows[row][column] * shift[column];
            }
            double sign = right < 0 ? -1 : 1;
            for (int column = 0; column < variables; column++) {
                tableau[row][column] = sign * rows[row][column];
            }
            tableau[row][variables + row] = 1;
            tableau[row][variables + constraints] = sign * right;
            basis[row] = variables + row;
        }
    }

    private Simplex(Simplex other) {
        this.variables = other.variables;
        this.tableau = Arrays.stream(other.tableau).map(double[]::clone).toArray(double[][]::new);
        this.basis = other.basis.clone();
    }

    /** Finds a point from which the search goes on. Throws {@link AssertionError} where nothing fits. */
    Simplex feasible() {
        int width = variables + tableau.length;
        double[] artificial = new double[width];
        Arrays.fill(artificial, variables, width, 1);
        double left = run(artificial, width);
        if (left > 1e-5) {
            throw new AssertionError("no counts fit what is printed, by " + left);
        }
        removeArtificial();
        return this;
    }

    /** From where {@link #feasible} has come to, which stays as it is. −∞ where there is no limit. */
    double minimise(double[] cost) {
        return new Simplex(this).run(Arrays.copyOf(cost, variables + tableau.length), variables);
    }

    private void removeArtificial() {
        for (int row = 0; row < tableau.length; row++) {
            for (int column = 0; basis[row] >= variables && column < variables; column++) {
                if (Math.abs(tableau[row][column]) > ZERO) {
                    pivot(row, column, new double[0]);
                }
            }
        }
    }

    /** Columns from {@code allowed} on may not enter. */
    private double run(double[] cost, int allowed) {
        double[] reduced = new double[allowed];
        for (int column = 0; column < allowed; column++) {
            reduced[column] = reduced(cost, column);
        }
        while (true) {
            int entering = -1;
            for (int column = 0; column < allowed && entering < 0; column++) {
                entering = reduced[column] < -ZERO ? column : -1;
            }
            if (entering < 0) {
                return value(cost);
            }
            int leaving = leaving(entering);
            if (leaving < 0) {
                return Double.NEGATIVE_INFINITY;
            }
            pivot(leaving, entering, reduced);
        }
    }

    private double reduced(double[] cost, int column) {
        double reduced = cost[column];
        for (int row = 0; row < tableau.length; row++) {
            reduced -= cost[basis[row]] * tableau[row][column];
        }
        return reduced;
    }

    private double value(double[] cost) {
        double value = 0;
        for (int row = 0; row < tableau.length; row++) {
            value += cost[basis[row]] * right(row);
        }
        return value;
    }

    private double right(int row) {
        return tableau[row][tableau[row].length - 1];
    }

    private int leaving(int entering) {
        int leaving = -1;
        for (int row = 0; row < tableau.length; row++) {
            if (tableau[row][entering] > ZERO) {
                double ratio = right(row) / tableau[row][entering];
                double best = leaving < 0 ? Double.POSITIVE_INFINITY : right(leaving) / tableau[leaving][entering];
                if (ratio < best - ZERO || (ratio < best + ZERO && basis[row] < basis[leaving])) {
                    leaving = row;
                }
            }
        }
        return leaving;
    }

    /** @param reduced costs of the first columns, kept in step */
    private void pivot(int row, int column, double[] reduced) {
        double scale = tableau[row][column];
        for (int i = 0; i < tableau[row].length; i++) {
            tableau[row][i] /= scale;
        }
        for (int other = 0; other < tableau.length; other++) {
            double factor = tableau[other][column];
            if (other != row && factor != 0) {
                for (int i = 0; i < tableau[other].length; i++) {
                    tableau[other][i] -= factor * tableau[row][i];
                }
            }
        }
        double factor = reduced.length == 0 ? 0 : reduced[column];
        for (int i = 0; i < reduced.length; i++) {
            reduced[i] -= factor * tableau[row][i];
        }
        basis[row] = column;
    }
}

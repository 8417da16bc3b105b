package org.wardround.inference.regression;

/** The plainest linear algebra, shared by nothing under test. */
final class Plain {
    private Plain() {}

    /** By Gauss and Jordan with row exchanges. */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, a[i], 0, n);
            a[i][n + i] = 1;
        }
        for (int column = 0; column < n; column++) {
            int best = column;
            for (int row = column; row < n; row++) {
                best = Math.abs(a[row][column]) > Math.abs(a[best][column]) ? row : best;
            }
            double[] exchanged = a[best];
            a[best] = a[column];
            a[column] = exchanged;
            double pivot = a[column][column];
            for (int k = 0; k < 2 * n; k++) {
                a[column][k] /= pivot;
            }
            for (int row = 0; row < n; row++) {
                double factor = a[row][column];
                for (int k = 0; row != column && k < 2 * n; k++) {
                    a[row][k] -= factor * a[column][k];
                }
            }
        }
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(a[i], n, inverse[i], 0, n);
        }
        return inverse;
    }

    static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = dot(matrix[i], vector);
        }
        return product;
    }

    static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static void addOuter(double[][] target, double factor, double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                target[i][j] += factor * a[i] * b[j];
            }
        }
    }

    static double[] rootsOfDiagonal(double[][] matrix) {
        double[] roots = new double[matrix.length];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = Math.sqrt(matrix[i][i]);
        }
        return roots;
    }
}

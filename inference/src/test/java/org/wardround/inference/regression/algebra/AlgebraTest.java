package org.wardround.inference.regression.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.random.SeededStream;
import org.wardround.testkit.Property;

final class AlgebraTest {
    private static double[][] rows(int count, int size, SeededStream random) {
        double[][] rows = new double[count][size];
        for (double[] row : rows) {
            for (int i = 0; i < size; i++) {
                row[i] = random.nextGaussian();
            }
        }
        return rows;
    }

    private static Gram gram(double[][] rows, double[] weights, int size) {
        Gram gram = new Gram(size);
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, gram.buffer(), gram.next(), size);
            gram.add(weights[row], 2 * weights[row]);
        }
        return gram;
    }

    @Test
    void products_of_any_number_of_rows_are_those_of_the_definition() {
        Property.forSeeds(40, random -> {
            int size = random.nextInt(9);
            int count = random.nextInt(3000);
            double[][] rows = rows(count, size, random);
            double[] weights = column(count, random);
            Gram gram = gram(rows, weights, size);
            SymmetricMatrix squares = SymmetricMatrix.owning(size, gram.packedSquares());
            double[] vector = gram.vector();
            for (int i = 0; i < size; i++) {
                double sum = 0;
                for (int row = 0; row < count; row++) {
                    sum += 2 * weights[row] * rows[row][i];
                }
                assertThat(vector[i]).isCloseTo(sum, within(1e-10));
                for (int j = 0; j < size; j++) {
                    double product = 0;
                    for (int row = 0; row < count; row++) {
                        product += weights[row] * rows[row][i] * rows[row][j];
                    }
                    assertThat(squares.get(i, j)).isCloseTo(product, within(1e-10));
                }
            }
        });
    }

    private static double[] column(int count, SeededStream random) {
        double[] column = new double[count];
        for (int i = 0; i < count; i++) {
            column[i] = random.nextGaussian();
        }
        return column;
    }

    @Test
    void an_inverse_of_columns_in_very_different_units() {
        Property.forSeeds(30, random -> {
            int size = 1 + random.nextInt(7);
            double[][] rows = rows(50, size, random);
            for (double[] row : rows) {
                for (int i = 0; i < size; i++) {
                    row[i] *= Math.pow(10, 3 * i);
                }
            }
            double[] ones = new double[50];
            Arrays.fill(ones, 1);
            SymmetricMatrix matrix =
                    SymmetricMatrix.owning(size, gram(rows, ones, size).packedSquares());
            Cholesky factor = Cholesky.of(matrix).orElseThrow();
            SymmetricMatrix inverse = factor.inverse();
            double determinant = 0;
            for (int i = 0; i < size; i++) {
                double[] unit = new double[size];
                unit[i] = 1;
                double[] back = matrix.times(inverse.times(unit));
                for (int j = 0; j < size; j++) {
                    double scale = Math.sqrt(matrix.get(j, j) / matrix.get(i, i));
                    assertThat(back[j] / scale).isCloseTo(i == j ? 1 : 0, within(1e-9));
                }
                determinant += Math.log(matrix.get(i, i));
            }
            assertThat(factor.logDeterminant()).isLessThanOrEqualTo(determinant + 1e-9);
        });
    }

    @Test
    void two_by_two_by_hand() {
        SymmetricMatrix matrix = SymmetricMatrix.owning(2, new double[] {4, 2, 3});
        Cholesky factor = Cholesky.of(matrix).orElseThrow();
        assertThat(factor.logDeterminant()).isCloseTo(Math.log(8), within(1e-15));
        assertThat(factor.solve(new double[] {8, 8})).containsExactly(new double[] {1, 2}, within(1e-15));
        assertThat(factor.inverse().packed()).containsExactly(new double[] {0.375, -0.25, 0.5}, within(1e-15));
        assertThat(matrix.quadratic(new double[] {1, -1})).isEqualTo(3);
    }

    @Test
    void what_is_not_positive_definite_has_no_factor() {
        assertThat(Cholesky.of(SymmetricMatrix.owning(2, new double[] {1, 2, 1})))
                .isEmpty();
        assertThat(Cholesky.of(SymmetricMatrix.owning(1, new double[] {0}))).isEmpty();
        assertThat(Cholesky.of(SymmetricMatrix.owning(1, new double[] {Double.NaN})))
                .isEmpty();
    }

    @Test
    void dependent_columns_are_named_with_their_combination() {
        // Columns a, b, 3a − 2b, 0: products of a = (1, 0) and b = (1, 1).
        double[][] rows = {{1, 1, 1, 0}, {0, 1, -2, 0}};
        SymmetricMatrix products =
                SymmetricMatrix.owning(4, gram(rows, new double[] {1, 1}, 4).packedSquares());
        List<Dependence> found = Dependence.among(products, 0);
        assertThat(found).extracting(Dependence::column).containsExactly(2, 3);
        assertThat(found.get(0).coefficients()).containsExactly(new double[] {3, -2, 0, 0}, within(1e-12));
        assertThat(found.get(0).isConstant()).isFalse();
        assertThat(found.get(1).isConstant()).isTrue();
    }
}

package org.wardround.inference.regression.mixed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.regression.algebra.Gram;
import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.question.Standardiser;
import org.wardround.inference.regression.question.SumReader;
import org.wardround.inference.regression.question.WideSums;

/**
 * What a site's rows a with weights w, {@code s = Σ w·a} and {@code W = Σ w}, contribute at variance ratios θ = τ²/σ². The inverse of a site's covariance
 * of ones and θ is {@code σ⁻²·(I − c·1·1')} with {@code c = θ/(1 + W·θ)}, so all that depends on θ are {@code c·s·s'} and {@code log(1 + W·θ)}, each with
 * two derivatives (Searle, Casella and McCulloch 1992, section 6.8). {@code Σ w·a·a'} comes with the first pass alone.
 *
 * @param ratios θ, each 0 or more
 * @param first whether the products are asked for, too
 */
public record MixedQuestion(String purpose, MixedDesign design, List<Double> ratios, boolean first)
        implements Question {
    private static final String PRODUCTS = "products";
    private static final String[] SQUARES = {"squares", "squares, first derivative", "squares, second derivative"};
    private static final String LOGS = "log determinant";

    public MixedQuestion {
        ratios = List.copyOf(ratios);
    }

    private static String at(String name, int position) {
        return name + " at ratio " + position;
    }

    private WideSums sums() {
        double total = Math.max(1, design.sizes().weights());
        int length = SymmetricMatrix.packedLength(design.size());
        WideSums.Builder builder = WideSums.builder().block(PRODUCTS, first ? length : 0, design.products());
        for (int i = 0; i < ratios.size(); i++) {
            double bound = design.products();
            for (String name : SQUARES) {
                builder.block(at(name, i), length, bound);
                bound *= 2 * total;
            }
            builder.block(at(LOGS, i), 3, 1000 + total * total);
        }
        return builder.build(design.limits().maxContributors());
    }

    @Override
    public SumLayout layout() {
        return sums().layout();
    }

    @Override
    public LocalUpdate answer(RegressionRows rows) {
        int size = design.size();
        Gram gram = new Gram(size);
        addRows(rows, gram);
        double[] products = gram.packedSquares();
        double[] sums = gram.vector();
        double weight = sums[0];
        WideSums.Values values = sums().values();
        if (first) {
            values.set(PRODUCTS, products);
        }
        for (int i = 0; i < ratios.size(); i++) {
            double ratio = ratios.get(i);
            double inflation = 1 + weight * ratio;
            double[] factors = {
                ratio / inflation, 1 / (inflation * inflation), -2 * weight / (inflation * inflation * inflation)
            };
            for (int order = 0; order < SQUARES.length; order++) {
                values.set(at(SQUARES[order], i), outer(sums, factors[order]));
            }
            double slope = weight / inflation;
            values.set(at(LOGS, i), new double[] {StrictMath.log(inflation), slope, -slope * slope});
        }
        return values.encode();
    }

    private void addRows(RegressionRows rows, Gram gram) {
        int[] columns = IntStream.range(0, design.scaling().size()).toArray();
        Standardiser standardiser = new Standardiser(design.scaling(), columns);
        double[] values = rows.dataset().values();
        int features = rows.dataset().features();
        for (int row = 0; row < rows.count(); row++) {
            int start = gram.next();
            double[] line = gram.buffer();
            line[start] = 1;
            standardiser.write(values, row * features, line, start + 1);
            line[start + columns.length + 1] =
                    rows.dataset().outcomes()[row] - rows.offset(row) - design.outcomeCentre();
            double weight = rows.weight(row);
            gram.add(first ? weight : 0, weight);
        }
    }

    private static double[] outer(double[] vector, double factor) {
        double[] packed = new double[SymmetricMatrix.packedLength(vector.length)];
        for (int row = 0; row < vector.length; row++) {
            for (int column = 0; column <= row; column++) {
                packed[SymmetricMatrix.index(row, column)] = factor * vector[row] * vector[column];
            }
        }
        return packed;
    }

    public int beyond(SumReader sum) {
        return sums().beyond(sum);
    }

    /** {@code Σ w·a·a'} over all rows; of the first pass. */
    public SymmetricMatrix products(SumReader sum) {
        return SymmetricMatrix.owning(design.size(), sums().values(sum, PRODUCTS));
    }

    /** What depends on the ratio, one for each. */
    public List<AtRatio> read(SumReader sum) {
        WideSums sums = sums();
        List<AtRatio> read = new ArrayList<>();
        for (int i = 0; i < ratios.size(); i++) {
            SymmetricMatrix[] squares = new SymmetricMatrix[SQUARES.length];
            for (int order = 0; order < squares.length; order++) {
                squares[order] = SymmetricMatrix.owning(design.size(), sums.values(sum, at(SQUARES[order], i)));
            }
            read.add(new AtRatio(ratios.get(i), squares[0], squares[1], squares[2], sums.values(sum, at(LOGS, i))));
        }
        return read;
    }
}

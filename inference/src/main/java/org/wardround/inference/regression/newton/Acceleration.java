package org.wardround.inference.regression.newton;

import java.util.List;
import java.util.Optional;
import org.wardround.inference.regression.algebra.Cholesky;
import org.wardround.inference.regression.algebra.SymmetricMatrix;

/**
 * Anderson's acceleration of a fixed-point iteration {@code β ← β + g(β)} from its last steps (Walker and Ni 2011, SIAM Journal on Numerical Analysis
 * 49:1715). Fisher's steps under Firth's penalty leave out a part of the curvature, so that alone they converge linearly.
 */
final class Acceleration {
    private static final int DEPTH = 6;

    private Acceleration() {}

    /** The combination of the trail's steps; empty where there are too few, or they say nothing. */
    static Optional<double[]> step(Trail trail) {
        List<Step> steps = trail.steps();
        int last = steps.size() - 1;
        int depth = Math.min(DEPTH, last);
        if (depth < 1) {
            return Optional.empty();
        }
        int size = trail.last().change().length;
        double[] scale = scales(trail, last - depth, size);
        double[][] changes = new double[depth][];
        for (int i = 0; i < depth; i++) {
            changes[i] = difference(
                    steps.get(last - i).change(), steps.get(last - i - 1).change());
        }
        double[] products = new double[SymmetricMatrix.packedLength(depth)];
        double[] target = new double[depth];
        for (int i = 0; i < depth; i++) {
            target[i] = dot(changes[i], trail.last().change(), scale);
            for (int j = 0; j <= i; j++) {
                products[SymmetricMatrix.index(i, j)] = dot(changes[i], changes[j], scale);
            }
        }
        SymmetricMatrix matrix = SymmetricMatrix.owning(depth, products);
        double[] small = matrix.diagonal();
        for (int i = 0; i < depth; i++) {
            small[i] *= 1e-12;
        }
        Optional<Cholesky> factor = Cholesky.of(matrix.plusDiagonal(small));
        if (factor.isEmpty()) {
            return Optional.empty();
        }
        double[] share = factor.get().solve(target);
        double[] step = trail.last().change().clone();
        for (int i = 0; i < depth; i++) {
            double[] moved =
                    difference(trail.points().get(last - i), trail.points().get(last - i - 1));
            for (int k = 0; k < size; k++) {
                step[k] -= share[i] * (moved[k] + changes[i][k]);
            }
        }
        return Optional.of(step);
    }

    private static double[] scales(Trail trail, int from, int size) {
        double[] scale = new double[size];
        for (Step step : trail.steps().subList(from, trail.steps().size())) {
            for (int k = 0; k < size; k++) {
                scale[k] = Math.max(scale[k], Math.abs(step.change()[k]));
            }
        }
        for (int k = 0; k < size; k++) {
            scale[k] = scale[k] > 0 ? 1 / scale[k] : 0;
        }
        return scale;
    }

    private static double dot(double[] a, double[] b, double[] scale) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * scale[k] * b[k] * scale[k];
        }
        return sum;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = a.clone();
        for (int k = 0; k < a.length; k++) {
            difference[k] -= b[k];
        }
        return difference;
    }
}

package org.wardround.inference.statistics;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** How far two groups are apart in units of their common spread, whatever their sizes; 0.1 is often taken for the border of negligible. */
public final class StandardisedDifference {
    private StandardisedDifference() {}

    /**
     * Of a quantity: {@code (m₁ − m₂)/√((s₁² + s₂²)/2)}. NaN where a group has fewer than two values; 0 where both are constant and equal,
     * infinite where they are constant and differ.
     *
     * @see <a href="https://doi.org/10.1002/sim.3697">Austin 2009</a>
     */
    public static double of(Moments first, Moments second) {
        if (first.n() < 2 || second.n() < 2) {
            return Double.NaN;
        }
        double difference = first.mean() - second.mean();
        double pooled = StrictMath.sqrt((first.variance() + second.variance()) / 2);
        return difference == 0 ? 0 : difference / pooled;
    }

    /**
     * Of a code: the distance {@code √((p₁ − p₂)ᵀ S⁻¹ (p₁ − p₂))} of the shares of all levels but the first, S being the mean of the two groups'
     * multinomial covariances of one observation. For two levels {@code |p₁ − p₂|/√((p₁q₁ + p₂q₂)/2)}. Levels that neither group has are left
     * out. NaN where a group is empty; infinite where the groups share no level and have one each.
     *
     * @param first patients of each level
     * @see <a href="https://support.sas.com/resources/papers/proceedings12/335-2012.pdf">Yang and Dalton 2012</a>
     */
    public static double of(long[] first, long[] second) {
        double n = sum(first);
        double m = sum(second);
        if (n == 0 || m == 0) {
            return Double.NaN;
        }
        List<double[]> shares = new ArrayList<>();
        for (int level = 0; level < first.length; level++) {
            if (first[level] + second[level] > 0) {
                shares.add(new double[] {first[level] / n, second[level] / m});
            }
        }
        int size = shares.size() - 1;
        if (size == 0) {
            return 0;
        }
        return distance(shares.subList(1, shares.size()), size);
    }

    private static double distance(List<double[]> shares, int size) {
        DMatrixRMaj covariance = new DMatrixRMaj(size, size);
        DMatrixRMaj difference = new DMatrixRMaj(size, 1);
        for (int i = 0; i < size; i++) {
            double[] p = shares.get(i);
            difference.set(i, 0, p[0] - p[1]);
            for (int j = 0; j < size; j++) {
                double[] q = shares.get(j);
                double own = i == j ? p[0] + p[1] : 0;
                covariance.set(i, j, (own - p[0] * q[0] - p[1] * q[1]) / 2);
            }
        }
        DMatrixRMaj inverse = new DMatrixRMaj(size, size);
        if (!CommonOps_DDRM.invert(covariance, inverse) || !Double.isFinite(CommonOps_DDRM.elementMaxAbs(inverse))) {
            return CommonOps_DDRM.elementMaxAbs(difference) == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        DMatrixRMaj solved = new DMatrixRMaj(size, 1);
        CommonOps_DDRM.mult(inverse, difference, solved);
        return StrictMath.sqrt(Math.max(0, CommonOps_DDRM.dot(difference, solved)));
    }

    private static double sum(long[] counts) {
        double sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}

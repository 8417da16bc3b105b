package org.wardround.inference.statistics;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The log-rank test of several groups on one time grid.
 *
 * @param observed events of each group
 * @param expected events of each group where all had the same hazard
 * @param test on one degree of freedom fewer than there are groups that were ever at risk beside others
 * @see <a href="https://doi.org/10.2307/2344317">Peto and Peto 1972</a>
 */
public record LogRank(List<Long> observed, List<Double> expected, ChiSquared test) {
    private static final double NEGLIGIBLE = 1e-12;

    public LogRank {
        observed = List.copyOf(observed);
        expected = List.copyOf(expected);
    }

    /** @param groups one table or more, of the same grid */
    public static LogRank of(List<LifeTable> groups) {
        int count = groups.size();
        double[] expected = new double[count];
        DMatrixRMaj variance = new DMatrixRMaj(count, count);
        long[][] atRisk = groups.stream().map(LifeTable::atRisk).toArray(long[][]::new);
        for (int step = 0; step < groups.get(0).steps(); step++) {
            addStep(groups, atRisk, step, expected, variance);
        }
        List<Long> observed = groups.stream().map(LifeTable::events).toList();
        List<Double> all = new ArrayList<>();
        for (double one : expected) {
            all.add(one);
        }
        return new LogRank(observed, all, test(observed, expected, variance));
    }

    private static void addStep(
            List<LifeTable> groups, long[][] atRisk, int step, double[] expected, DMatrixRMaj variance) {
        double events = 0;
        double total = 0;
        for (int group = 0; group < groups.size(); group++) {
            events += groups.get(group).events(step);
            total += atRisk[group][step];
        }
        if (events == 0) {
            return;
        }
        double scale = total > 1 ? events * (total - events) / (total - 1) : 0;
        for (int i = 0; i < expected.length; i++) {
            double share = atRisk[i][step] / total;
            expected[i] += events * share;
            for (int j = 0; j < expected.length; j++) {
                double other = atRisk[j][step] / total;
                variance.add(i, j, scale * share * ((i == j ? 1 : 0) - other));
            }
        }
    }

    /** {@code (O − E)ᵀ V⁻ (O − E)} without groups that never were at risk beside others, and without one of the rest. */
    private static ChiSquared test(List<Long> observed, double[] expected, DMatrixRMaj variance) {
        List<Integer> kept = new ArrayList<>();
        for (int group = 0; group < expected.length; group++) {
            if (variance.get(group, group) > NEGLIGIBLE) {
                kept.add(group);
            }
        }
        int size = kept.size() - 1;
        if (size < 1) {
            return new ChiSquared(0, 0);
        }
        DMatrixRMaj inner = new DMatrixRMaj(size, size);
        DMatrixRMaj distance = new DMatrixRMaj(size, 1);
        for (int i = 0; i < size; i++) {
            distance.set(i, 0, observed.get(kept.get(i)) - expected[kept.get(i)]);
            for (int j = 0; j < size; j++) {
                inner.set(i, j, variance.get(kept.get(i), kept.get(j)));
            }
        }
        DMatrixRMaj solved = new DMatrixRMaj(size, 1);
        // A pseudo-inverse, since two groups may never have been at risk together.
        CommonOps_DDRM.pinv(inner, inner);
        CommonOps_DDRM.mult(inner, distance, solved);
        return new ChiSquared(Math.max(0, CommonOps_DDRM.dot(distance, solved)), size);
    }
}

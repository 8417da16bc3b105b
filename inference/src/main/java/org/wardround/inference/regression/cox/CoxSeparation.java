package org.wardround.inference.regression.cox;

import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.regression.newton.Separation;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.question.SumReader;
import org.wardround.inference.regression.question.WideSums;

/**
 * How many events contradict a direction. A partial likelihood grows without end along d if and only if each event's {@code x'd} is the largest among
 * those at risk (Bryson and Johnson 1981, Technometrics 23:381).
 *
 * @param moving the direction in which coefficients move, its largest 1 in size
 * @param point the direction of the coefficients themselves, likewise
 */
record CoxSeparation(String purpose, CoxDesign design, Point moving, Point point) implements Question {
    private static final String COUNTS = "contradictions";

    private WideSums sums() {
        double rows = design.sizes().rows();
        return WideSums.builder().block(COUNTS, 3, rows).build(design.limits().maxContributors());
    }

    @Override
    public SumLayout layout() {
        return sums().layout();
    }

    @Override
    public LocalUpdate answer(RegressionRows rows) {
        RiskSets sets = new RiskSets(rows, design, moving);
        double[] along = counts(sets, moving.values());
        double[] at = counts(sets, point.values());
        return sums().values()
                .set(COUNTS, new double[] {along[0], at[0], at[1]})
                .encode();
    }

    /** Events with somebody at risk clearly above them, and events with somebody else about as high or higher. */
    private static double[] counts(RiskSets sets, double[] direction) {
        double[] counts = new double[2];
        double[] along = new double[sets.rows.length];
        double highest = Double.NEGATIVE_INFINITY;
        double second = Double.NEGATIVE_INFINITY;
        for (int group = 0; group < sets.groupCount(); group++) {
            for (int place = sets.groups[group]; place < sets.groups[group + 1]; place++) {
                for (int k = 0; k < direction.length; k++) {
                    along[place] += direction[k] * sets.columns[place * direction.length + k];
                }
                second = Math.max(second, Math.min(highest, along[place]));
                highest = Math.max(highest, along[place]);
            }
            for (int place = sets.groups[group]; place < sets.groups[group + 1]; place++) {
                if (sets.events[place]) {
                    counts[0] += highest > along[place] + Separation.INDIFFERENT ? 1 : 0;
                    boolean alone = along[place] == highest && second < highest - Separation.INDIFFERENT;
                    // Nobody else at risk: the event says nothing either way.
                    counts[1] += alone || second == Double.NEGATIVE_INFINITY ? 0 : 1;
                }
            }
        }
        return counts;
    }

    Separation read(SumReader sum) {
        double[] counts = sums().values(sum, COUNTS);
        return new Separation(Math.rint(counts[0]), Math.rint(counts[1]), Math.rint(counts[2]));
    }
}

package org.wardround.inference.regression.cox;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.question.Standardiser;

/**
 * A site's rows at a point, in falling order of time: at each place, all rows at or before it are at risk. Columns are standardised, then taken about
 * the site's own means, which changes nothing that is estimated and keeps cancellation small. Rows of weight 0 are left out. Scratch space of one
 * pass; arrays are shared within the package and not written to.
 */
final class RiskSets {
    /** One for each place: the row's position in the dataset, its weight, its linear predictor, and whether its event was seen. */
    final int[] rows;

    final double[] weights;
    final double[] predictors;
    final boolean[] events;
    /** Columns of each place, one after the other. */
    final double[] columns;

    final int size;
    /** {@code w·e^(η − shift)} of each place. */
    final double[] risks;

    final double shift;
    /** The first place of each group of equal times, and at the end the number of places. */
    final int[] groups;

    private final double[] times;
    private final Ties ties;

    RiskSets(RegressionRows site, CoxDesign design, Point point) {
        double[] allTimes = site.dataset().outcomes();
        this.ties = design.ties();
        this.rows = IntStream.of(site.fallingTimes())
                .filter(row -> site.weight(row) > 0)
                .toArray();
        this.size = point.columns().length;
        this.times = IntStream.of(rows).mapToDouble(row -> allTimes[row]).toArray();
        this.weights = IntStream.of(rows).mapToDouble(site::weight).toArray();
        this.events = new boolean[rows.length];
        this.columns = new double[Math.multiplyExact(rows.length, size)];
        this.predictors = new double[rows.length];
        this.risks = new double[rows.length];
        fill(site, new Standardiser(design.scaling(), point.columns()), point.values());
        this.shift = IntStream.range(0, rows.length)
                .mapToDouble(i -> predictors[i])
                .max()
                .orElse(0);
        for (int place = 0; place < rows.length; place++) {
            risks[place] = weights[place] * StrictMath.exp(predictors[place] - shift);
        }
        centre();
        this.groups = groups();
    }

    private void fill(RegressionRows site, Standardiser standardiser, double[] point) {
        double[] values = site.dataset().values();
        int features = site.dataset().features();
        for (int place = 0; place < rows.length; place++) {
            int row = rows[place];
            events[place] = site.dataset().events()[row] != 0;
            standardiser.write(values, row * features, columns, place * size);
            double predictor = site.offset(row);
            for (int k = 0; k < size; k++) {
                predictor += point[k] * columns[place * size + k];
            }
            predictors[place] = predictor;
        }
    }

    private void centre() {
        double[] means = new double[size];
        for (int place = 0; place < rows.length; place++) {
            for (int k = 0; k < size; k++) {
                means[k] += columns[place * size + k];
            }
        }
        for (int k = 0; k < size; k++) {
            means[k] /= Math.max(1, rows.length);
        }
        for (int place = 0; place < rows.length; place++) {
            for (int k = 0; k < size; k++) {
                columns[place * size + k] -= means[k];
            }
        }
    }

    private int[] groups() {
        IntStream starts =
                IntStream.range(0, rows.length).filter(place -> place == 0 || times[place] != times[place - 1]);
        return IntStream.concat(starts, IntStream.of(rows.length)).toArray();
    }

    int groupCount() {
        return groups.length - 1;
    }

    double time(int group) {
        return times[groups[group]];
    }

    /** What happens at an event, or at a part of several at one time. */
    @FunctionalInterface
    interface EventVisitor {
        /**
         * @param group of equal times
         * @param share the weight of the event or events
         * @param fraction how much of those who have the event now no longer counts as at risk (Efron); 0 for Breslow
         * @param risk the risks of those at risk, that fraction left out
         * @param means the columns' means over them; valid during the call
         */
        void event(int group, double share, double fraction, double risk, double[] means);
    }

    /**
     * Visits events in falling order of time. With Breslow's ties the events at one time are one; with Efron's, of d events the k-th, from 0, has
     * the fraction k/d, and all have the mean of their weights (Therneau and Grambsch 2000, section 3.3).
     */
    void visitEvents(EventVisitor visitor) {
        double risk = 0;
        double[] sums = new double[size];
        double[] ownSums = new double[size];
        double[] means = new double[size];
        for (int group = 0; group < groupCount(); group++) {
            double ownRisk = 0;
            double ownWeight = 0;
            int deaths = 0;
            Arrays.fill(ownSums, 0);
            for (int place = groups[group]; place < groups[group + 1]; place++) {
                risk += risks[place];
                addTo(sums, risks[place], place);
                if (events[place]) {
                    deaths++;
                    ownWeight += weights[place];
                    ownRisk += risks[place];
                    addTo(ownSums, risks[place], place);
                }
            }
            int parts = ties == Ties.EFRON ? deaths : Math.min(1, deaths);
            for (int part = 0; part < parts; part++) {
                double fraction = (double) part / parts;
                double left = risk - fraction * ownRisk;
                double inverse = 1 / left;
                for (int k = 0; k < size; k++) {
                    means[k] = (sums[k] - fraction * ownSums[k]) * inverse;
                }
                visitor.event(group, ownWeight / parts, fraction, left, means);
            }
        }
    }

    private void addTo(double[] sums, double factor, int place) {
        int start = place * size;
        for (int k = 0; k < size; k++) {
            sums[k] += factor * columns[start + k];
        }
    }
}

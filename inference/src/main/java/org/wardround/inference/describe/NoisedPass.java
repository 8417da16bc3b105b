package org.wardround.inference.describe;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.strategy.PatientSums;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * Sums over training patients under differential privacy. A patient adds one vector, the mean over the patient's rows: a 1, by which patients are counted, then what each {@link Measure} makes of the row. Its
 * Euclidean norm is bounded by a number that follows from the measures alone; it is rounded to whole units as training's gradients are, and noise is added before anything leaves. Immutable.
 *
 * <p>What one patient changes is one unit of {@link StepPrivacy#UNITS} at most, rounding included, whatever the rows hold and however many there are.
 *
 * @param measures in order
 * @param maxContributors how many sites the sum can hold
 */
record NoisedPass(List<Measure> measures, int maxContributors) {
    /** As for sums of gradients: 2^31 patients of 2^12 units are 2^43, and noise is below the rest. */
    private static final int UNITS_EXPONENT = 48;

    private static final int NOISE_EXPONENT = 40;
    private static final String SUMS = "sums with noise";
    /** Told to nobody's cost: it follows from the plan. The memory of sums knows this name. */
    private static final String NOISE = "level of noise";

    NoisedPass {
        measures = List.copyOf(measures);
    }

    /** Whether answers of the layout are of such a pass. */
    static boolean isIn(SumLayout layout) {
        return layout.has(SUMS) && layout.has(NOISE);
    }

    int length() {
        return 1 + measures.stream().mapToInt(Measure::length).sum();
    }

    /** The bound of a patient's vector. */
    double maxNorm() {
        return StrictMath.sqrt(
                1 + measures.stream().mapToDouble(Measure::squaredNorm).sum());
    }

    SumLayout layout() {
        return new SumLayout(
                maxContributors,
                List.of(Segment.plain(SUMS, length(), UNITS_EXPONENT), Segment.plain(NOISE, 1, NOISE_EXPONENT)));
    }

    /** A site's sums; the noise is drawn here. */
    LocalUpdate answer(Table table, StepPrivacy chance) {
        long[] units = units(table).noised(chance);
        double[] values = new double[units.length + 1];
        for (int i = 0; i < units.length; i++) {
            values[i] = units[i];
        }
        values[units.length] = chance.sigma();
        return LocalUpdate.owning(layout(), values);
    }

    /** Before noise. */
    PatientSums units(Table table) {
        int[] rows = table.rowsOn(Side.TRAIN);
        int[] patients = table.patients();
        int[] order = IntStream.of(rows)
                .boxed()
                .sorted(Comparator.comparingInt(row -> patients[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        PatientSums sums = new PatientSums(length(), maxNorm());
        double[] one = new double[length()];
        int start = 0;
        for (int i = 1; i <= order.length; i++) {
            if (i == order.length || patients[order[i]] != patients[order[start]]) {
                Arrays.fill(one, 0);
                for (int row = start; row < i; row++) {
                    add(table, order[row], 1.0 / (i - start), one);
                }
                sums.add(one);
                start = i;
            }
        }
        return sums;
    }

    private void add(Table table, int row, double weight, double[] one) {
        one[0] += weight;
        int at = 1;
        for (Measure measure : measures) {
            measure.add(table, row, weight, one, at);
            at += measure.length();
        }
    }

    /** What the sum says. */
    NoisedSums result(Sum sum) {
        double unit = PatientSums.unit(length(), maxNorm());
        double[] values = sum.values(SUMS);
        for (int i = 0; i < values.length; i++) {
            values[i] *= unit;
        }
        // Sites have the same σ: the sum of theirs over the root of their number is that of the noise in the sum.
        double sigma = Math.max(0, sum.value(NOISE)) / StrictMath.sqrt(sum.contributors());
        return new NoisedSums(values, sigma * unit, sum.contributors());
    }
}

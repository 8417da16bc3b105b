package org.wardround.learning.training;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.strategy.PatientSums;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.learning.model.Rows;

/**
 * Gradients, or other sums over patients, to which no single patient adds more than the clip norm, with noise: the mean over each drawn patient's rows is scaled down and rounded to whole units; their sum and the noise are whole
 * numbers, divided by a constant of the plan. Whatever a patient's rows are, NaN and infinities too, the sum changes by {@link StepPrivacy#UNITS} in Euclidean norm at most: rounding is part of that.
 * Not thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/1607.00133">Abadi et al. 2016, algorithm 1</a>
 */
final class PrivateGradients {
    private final StepPrivacy privacy;
    private final Contribution contribution;
    private final Rows rows;
    private final int[] starts;
    private final double scale;
    private final PatientSums sums;
    private final double[] one;

    /**
     * @param contribution of a patient, {@code length} numbers
     * @param data one row or more; rows of one patient need not be neighbours
     * @param clipNorm above 0
     * @param divisor what the sums are divided by: patients expected in a step, by the plan
     */
    PrivateGradients(
            StepPrivacy privacy, Contribution contribution, Dataset data, int length, double clipNorm, int divisor) {
        this.privacy = privacy;
        this.contribution = contribution;
        int[] patients = data.patients();
        int[] order = IntStream.range(0, patients.length)
                .boxed()
                .sorted(Comparator.comparingInt(row -> patients[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.rows = new Rows(order);
        this.starts = IntStream.rangeClosed(0, order.length)
                .filter(i -> i == 0 || i == order.length || patients[order[i]] != patients[order[i - 1]])
                .toArray();
        this.scale = PatientSums.unit(length, clipNorm) / divisor;
        this.sums = new PatientSums(length, clipNorm);
        this.one = new double[length];
    }

    /** What a patient adds before it is clipped: the gradient of the mean loss over the patient's rows, say. */
    @FunctionalInterface
    interface Contribution {
        void of(double[] parameters, Rows rows, double[] target);
    }

    /** The noisy gradient at these parameters, over patients drawn anew. */
    void next(double[] parameters, double[] gradient) {
        long[] units = nextUnits(parameters);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = units[i] * scale;
        }
    }

    /** The same in whole units, for a sum over sites, not divided by anything. Good until the next. */
    long[] nextUnits(double[] parameters) {
        sums.clear();
        for (int patient = 0; patient + 1 < starts.length; patient++) {
            if (privacy.takesPart()) {
                rows.move(starts[patient], starts[patient + 1]);
                contribution.of(parameters, rows, one);
                sums.add(one);
            }
        }
        return sums.noised(privacy);
    }
}

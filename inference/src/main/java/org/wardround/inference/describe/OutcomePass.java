package org.wardround.inference.describe;

import java.util.List;
import java.util.Objects;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * A description round about an outcome that is a number: sums over training rows of its deviation and squared deviation about a centre. Asked
 * twice, first about the middle of the declared range, then about the mean that came of it, so that the squares lose nothing to cancellation.
 * Deviations are taken in widths of the range, so that no range is too wide for the sum.
 *
 * @param maxContributors how many sites the sum can hold
 * @param rows training rows of all sites: bounds the sums
 * @param centre within the declared range
 */
public record OutcomePass(Outcome outcome, int maxContributors, long rows, double centre) {
    private static final String ROWS = "outcome rows";
    private static final String DEVIATIONS = "outcome deviations";
    private static final String SQUARES = "outcome squares";

    /** The first of the two: about the middle of the range. */
    public static OutcomePass first(Outcome outcome, int maxContributors, long rows) {
        Range range = range(outcome);
        return new OutcomePass(outcome, maxContributors, rows, range.low() + range.width() / 2);
    }

    /** The second, about the mean that the first one found. */
    public OutcomePass second(double mean) {
        return new OutcomePass(outcome, maxContributors, rows, mean);
    }

    private static Range range(Outcome outcome) {
        return Objects.requireNonNull(
                outcome.range(), () -> "the outcome '%s' declares no range".formatted(outcome.name()));
    }

    public SumLayout layout() {
        int bound = Ranges.exponent(1, rows);
        return new SumLayout(
                maxContributors,
                List.of(
                        Segment.plain(ROWS, 1, bound),
                        Segment.plain(DEVIATIONS, 1, bound),
                        Segment.plain(SQUARES, 1, bound)));
    }

    /** A site's sums. */
    public LocalUpdate answer(Table table) {
        double width = range(outcome).width();
        double deviations = 0;
        double squares = 0;
        int[] train = table.rowsOn(Side.TRAIN);
        for (int row : train) {
            double deviation = (table.outcomes()[row] - centre) / width;
            deviations += deviation;
            squares += deviation * deviation;
        }
        return LocalUpdate.owning(layout(), new double[] {train.length, deviations, squares});
    }

    /** The mean of the outcome over all training rows of the sum. */
    public double mean(Sum sum) {
        return centre + moments(sum).mean() * range(outcome).width();
    }

    /** The sample standard deviation (n − 1); 0 where all are the same. */
    public double standardDeviation(Sum sum) {
        return moments(sum).standardDeviation() * range(outcome).width();
    }

    private static Moments moments(Sum sum) {
        return new Moments(sum.value(ROWS), 0, sum.value(DEVIATIONS), sum.value(SQUARES), 1);
    }
}

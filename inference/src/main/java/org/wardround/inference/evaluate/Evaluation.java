package org.wardround.inference.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wardround.core.sum.FixedPoint;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * An evaluation over sites: the layout of its vector, a site's answer, and the figures from a sum of answers. Everything is a pure function.
 *
 * @param maxRows at least as many rows as any one site has; bounds the sums
 * @param maxContributors how many sites the sum can hold
 */
public record Evaluation(EvaluationDesign design, long maxRows, int maxContributors) {
    public Evaluation {
        if (maxRows < 0 || maxRows > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("maxRows must be from 0 to 2^31 − 1, got " + maxRows);
        }
    }

    /** The layout of a site's vector: the segments of group 0, then those of group 1, and so on. */
    public SumLayout layout() {
        OutcomeSums sums = sums();
        List<Segment> segments = new ArrayList<>();
        for (int group = 0; group < design.groups(); group++) {
            for (Segment segment : sums.segments()) {
                segments.add(
                        Segment.plain(GroupSum.name(group, segment.name()), segment.length(), segment.boundExponent()));
            }
        }
        return new SumLayout(maxContributors, segments);
    }

    private OutcomeSums sums() {
        int rowBits = Segment.exponentFor((double) Math.max(1, maxRows));
        return OutcomeSums.of(design, rowBits);
    }

    /** A site's vector where there are no groups but all rows. */
    public LocalUpdate answer(ScoredRows rows) {
        return answer(rows, new int[rows.rows()][0]);
    }

    /**
     * A site's vector.
     *
     * @param groups for each row the groups above 0 that it belongs to; it belongs to group 0 anyway
     */
    public LocalUpdate answer(ScoredRows rows, int[][] groups) {
        if (rows.rows() > maxRows || groups.length != rows.rows()) {
            throw new IllegalArgumentException(
                    "the rows must be at most as many as announced, and each needs its groups");
        }
        SumLayout layout = layout();
        OutcomeSums sums = sums();
        double[] values = new double[Math.toIntExact(layout.length())];
        int length = values.length / design.groups();
        for (int group = 0; group < design.groups(); group++) {
            ScoredRows members = group == 0 ? rows : rows.select(members(groups, group));
            double[] block = sums.tally(members);
            System.arraycopy(block, 0, values, group * length, length);
        }
        return LocalUpdate.owning(layout, values);
    }

    private static int[] members(int[][] groups, int group) {
        int[] rows = new int[groups.length];
        int count = 0;
        for (int row = 0; row < groups.length; row++) {
            for (int candidate : groups[row]) {
                if (candidate == group) {
                    rows[count++] = row;
                }
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** One site's vector as a sum, so that its own figures come from the same code. Never leaves the site by itself. */
    public static Sum alone(LocalUpdate update) {
        double[] values = update.values().toArray();
        return new Sum(update.layout(), FixedPoint.encodeNow(update.layout(), values), 1);
    }

    /** The figures of each group, group 0 first. */
    public List<Figures> figures(Sum sum) {
        OutcomeSums sums = sums();
        List<Figures> figures = new ArrayList<>();
        for (int group = 0; group < design.groups(); group++) {
            figures.add(sums.figures(new GroupSum(sum, group)));
        }
        return figures;
    }

    /**
     * A grid that tells the scores of such rows better apart: with the range in focus that most of them are in, where more than a few pairs of rows
     * share a bin; else the design's own grid. Chosen from the sum over validation rows, for the test rows of the same model. The outcome must be
     * binary.
     */
    public ScoreGrid refined(Sum validation) {
        return histogram(validation).refined();
    }

    /** How scores and events of all rows are distributed; for a binary outcome. */
    ScoreHistogram histogram(Sum sum) {
        if (!(sums() instanceof BinarySums binary)) {
            throw new IllegalArgumentException("thresholds and recalibration need a binary outcome, got "
                    + design.outcome().type().yamlName());
        }
        return binary.histogram(new GroupSum(sum, 0));
    }
}

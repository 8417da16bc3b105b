package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.FeatureColumns;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * The third description round: for each column of the model matrix, after imputation, the sums over training rows of its deviation and squared
 * deviation about the federated mean or share. Taken about the mean, the squares lose nothing to cancellation. The mean of a spline's, a power's or a
 * product's column is not known yet; theirs are taken about its value at the means, in units of the widest possible difference.
 *
 * @param formula resolved
 * @param maxContributors how many sites the sum can hold
 */
public record SpreadPass(DataDictionary dictionary, Formula formula, int maxContributors, Counts counts, Means means) {
    private static final String ROWS = "rows";

    /** Of every variable as it is. */
    public SpreadPass(DataDictionary dictionary, int maxContributors, Counts counts, Means means) {
        this(dictionary, Formula.EVERY_VARIABLE, maxContributors, counts, means);
    }

    /** A deviation is at most as large as the range is wide, or 1 for codes. Two segments for each column. */
    public SumLayout layout() {
        List<Segment> segments = new ArrayList<>();
        long rows = counts.rows(Side.TRAIN);
        segments.add(Segment.plain(ROWS, 1, Ranges.exponent(1, rows)));
        for (FeatureColumn column : FeatureColumns.of(dictionary, formula)) {
            double width = width(column) / unit(column);
            segments.add(Segment.plain(deviations(column), 1, Ranges.exponent(width, rows)));
            segments.add(Segment.plain(squares(column), 1, Ranges.exponent(width * width, rows)));
        }
        return new SumLayout(maxContributors, segments);
    }

    private static String deviations(FeatureColumn column) {
        return "deviations of " + column.term();
    }

    private static String squares(FeatureColumn column) {
        return "squares of " + column.term();
    }

    private double width(FeatureColumn column) {
        return new ColumnLimits(dictionary).of(column).width();
    }

    private ColumnSpread spread() {
        return new ColumnSpread(dictionary, counts, means);
    }

    /** In what a column's deviations are counted: a fifth power in its own unit would not fit a sum. */
    private double unit(FeatureColumn column) {
        return ColumnSpread.isPlain(column) ? 1 : width(column);
    }

    /** A site's sums. */
    public LocalUpdate answer(Table table) {
        SumLayout layout = layout();
        double[] values = new double[Math.toIntExact(layout.length())];
        int[] train = table.rowsOn(Side.TRAIN);
        values[0] = train.length;
        Preprocessing unscaled = Scaling.unscaled(dictionary, formula, means);
        double[] centres =
                unscaled.columns().stream().mapToDouble(spread()::centre).toArray();
        double[] units = unscaled.columns().stream().mapToDouble(this::unit).toArray();
        for (int row : train) {
            double[] raw = table.raw(row);
            for (int column = 0; column < centres.length; column++) {
                double deviation = (unscaled.unscaled(column, raw) - centres[column]) / units[column];
                values[1 + 2 * column] += deviation;
                values[2 + 2 * column] += deviation * deviation;
            }
        }
        return LocalUpdate.owning(layout, values);
    }

    /** Federated means and sample standard deviations (n − 1) of all columns, and which columns are constant everywhere. */
    public Scaling result(Sum sum) {
        double rows = sum.value(ROWS);
        Preprocessing unscaled = Scaling.unscaled(dictionary, formula, means);
        Moments[] moments = unscaled.columns().stream()
                .map(column -> moments(sum, rows, column))
                .toArray(Moments[]::new);
        return Scaling.of(unscaled, moments);
    }

    private Moments moments(Sum sum, double rows, FeatureColumn column) {
        double unit = unit(column);
        return new Moments(
                rows,
                spread().centre(column),
                sum.value(deviations(column)) * unit,
                sum.value(squares(column)) * unit * unit,
                width(column));
    }
}

package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.FeatureColumns;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * The third description round: for each column of the model matrix, after imputation, the sums over training rows of its deviation, squared and absolute
 * deviation about the federated mean or share, and of a spline in how many rows it is not 0. Taken about the mean, the squares lose nothing to cancellation. The mean of a spline's, a power's or a
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

    /** A deviation is at most as large as the range is wide, or 1 for codes. Four segments for each column. */
    public SumLayout layout() {
        List<Segment> segments = new ArrayList<>();
        long rows = counts.rows(Side.TRAIN);
        segments.add(Segment.plain(ROWS, 1, Ranges.exponent(1, rows)));
        List<FeatureColumn> asked = asked();
        for (int i = 0; i < asked.size(); i++) {
            double width = width(asked.get(i)) / unit(asked.get(i));
            segments.add(Segment.plain(deviations(i), 1, Ranges.exponent(width, rows)));
            segments.add(Segment.plain(squares(i), 1, Ranges.exponent(width * width, rows)));
            segments.add(Segment.plain(sizes(i), 1, Ranges.exponent(width, rows)));
            segments.add(Segment.plain(having(i), 1, Ranges.exponent(1, rows)));
        }
        return new SumLayout(maxContributors, segments);
    }

    private List<FeatureColumn> asked() {
        return CoarseScales.asked(dictionary, FeatureColumns.of(dictionary, formula));
    }

    private static String deviations(int column) {
        return "deviations of column " + column;
    }

    private static String squares(int column) {
        return "squares of column " + column;
    }

    private static String sizes(int column) {
        return "sizes of column " + column;
    }

    private static String having(int column) {
        return "rows with column " + column;
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
        List<FeatureColumn> columns = asked();
        double[] imputed = means.imputed();
        double[] centres = columns.stream().mapToDouble(spread()::centre).toArray();
        double[] units = columns.stream().mapToDouble(this::unit).toArray();
        for (int row : train) {
            double[] raw = table.raw(row);
            for (int column = 0; column < centres.length; column++) {
                double value = columns.get(column).of(raw, imputed);
                double deviation = (value - centres[column]) / units[column];
                values[1 + 4 * column] += deviation;
                values[2 + 4 * column] += deviation * deviation;
                values[3 + 4 * column] += Math.abs(deviation);
                values[4 + 4 * column] += columns.get(column) instanceof FeatureColumn.Spline && value != 0 ? 1 : 0;
            }
        }
        return LocalUpdate.owning(layout, values);
    }

    /** Federated means and sample standard deviations (n − 1) of all columns, rounded as a {@link Grid} says, and which columns are constant everywhere. */
    public Scaling result(Sum sum) {
        return result(sum, Map.of());
    }

    /**
     * The same where some variables are {@link #narrow}.
     *
     * @param quartiles of these by position: first, median, third
     */
    public Scaling result(Sum sum, Map<Integer, List<Double>> quartiles) {
        CoarseScales coarse = new CoarseScales(dictionary, counts, moments(sum), quartiles);
        return Scaling.of(Scaling.unscaled(dictionary, formula, means(sum, quartiles)), coarse);
    }

    /** Positions of the quantities whose spread few patients make, so that quartiles must say what mean and deviation would. */
    public Set<Integer> narrow(Sum sum) {
        return CoarseScales.narrow(dictionary, counts.patientsPerRow(), moments(sum));
    }

    /** What stands in for missing values: of narrow variables the median. */
    public Means means(Sum sum, Map<Integer, List<Double>> quartiles) {
        CoarseScales coarse = new CoarseScales(dictionary, counts, moments(sum), quartiles);
        double[] imputed = means.imputed();
        quartiles.keySet().forEach(variable -> imputed[variable] = coarse.median(variable));
        return new Means(imputed);
    }

    private Map<FeatureColumn, Moments> moments(Sum sum) {
        double rows = sum.value(ROWS);
        Map<FeatureColumn, Moments> moments = new HashMap<>();
        List<FeatureColumn> asked = asked();
        for (int i = 0; i < asked.size(); i++) {
            moments.put(asked.get(i), moments(sum, rows, asked.get(i), i));
        }
        return moments;
    }

    private Moments moments(Sum sum, double rows, FeatureColumn column, int number) {
        double unit = unit(column);
        return new Moments(
                rows,
                spread().centre(column),
                sum.value(deviations(number)) * unit,
                sum.value(squares(number)) * unit * unit,
                width(column),
                sum.value(sizes(number)) * unit,
                sum.value(having(number)));
    }
}

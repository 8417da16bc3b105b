package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.FeatureColumns;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Variable;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * The third description round: for each column of the model matrix, after imputation, the sums over training rows of its deviation and squared
 * deviation about the federated mean or share. Taken about the mean, the squares lose nothing to cancellation.
 *
 * @param maxContributors how many sites the sum can hold
 */
public record SpreadPass(DataDictionary dictionary, int maxContributors, Counts counts, Means means) {
    private static final String ROWS = "rows";

    /** A deviation is at most as large as the range is wide, or 1 for codes. Two segments for each column. */
    public SumLayout layout() {
        List<Segment> segments = new ArrayList<>();
        long rows = counts.rows(Side.TRAIN);
        segments.add(Segment.plain(ROWS, 1, Ranges.exponent(1, rows)));
        for (FeatureColumn column : FeatureColumns.of(dictionary)) {
            double width = width(column);
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
        return isQuantity(column) ? Ranges.of(variable(column)).width() : 1;
    }

    private Variable variable(FeatureColumn column) {
        return dictionary.variables().get(column.variable());
    }

    private boolean isQuantity(FeatureColumn column) {
        return column.source() == FeatureColumn.Source.VALUE
                && variable(column).type().isQuantity();
    }

    /** The mean or share of a column over all training rows, as the first two rounds have it. */
    private double centre(FeatureColumn column) {
        if (isQuantity(column)) {
            return means.imputed(column.variable());
        }
        long rows = Math.max(1, counts.rows(Side.TRAIN));
        long missing = rows - counts.present(column.variable());
        if (column.source() == FeatureColumn.Source.MISSING) {
            return (double) missing / rows;
        }
        int level = column.source() == FeatureColumn.Source.LEVEL ? column.level() : 1;
        long having = counts.levels(column.variable())[level];
        return (double) (having + (means.imputed(column.variable()) == level ? missing : 0)) / rows;
    }

    /** A site's sums. */
    public LocalUpdate answer(Table table) {
        SumLayout layout = layout();
        double[] values = new double[Math.toIntExact(layout.length())];
        int[] train = table.rowsOn(Side.TRAIN);
        values[0] = train.length;
        Preprocessing unscaled = Scaling.unscaled(dictionary, means);
        double[] centres = unscaled.columns().stream().mapToDouble(this::centre).toArray();
        for (int row : train) {
            double[] raw = table.raw(row);
            for (int column = 0; column < centres.length; column++) {
                double deviation = unscaled.unscaled(column, raw) - centres[column];
                values[1 + 2 * column] += deviation;
                values[2 + 2 * column] += deviation * deviation;
            }
        }
        return LocalUpdate.owning(layout, values);
    }

    /** Federated means and sample standard deviations (n − 1) of all columns, and which columns are constant everywhere. */
    public Scaling result(Sum sum) {
        double rows = sum.value(ROWS);
        Preprocessing unscaled = Scaling.unscaled(dictionary, means);
        Moments[] moments = unscaled.columns().stream()
                .map(column -> new Moments(
                        rows, centre(column), sum.value(deviations(column)), sum.value(squares(column)), width(column)))
                .toArray(Moments[]::new);
        return Scaling.of(unscaled, moments);
    }
}

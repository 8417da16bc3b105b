package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;

/** Between which values a column of the model matrix lies, whatever the records: it follows from the declared ranges. */
public record ColumnLimits(DataDictionary dictionary) {
    private static final double SLACK = 1e-6;

    /** The smallest and the largest value, the first one not above the second. */
    public record Limits(double low, double high) {
        private static final Limits CODE = new Limits(0, 1);

        Limits times(Limits other) {
            double a = low * other.low;
            double b = low * other.high;
            double c = high * other.low;
            double d = high * other.high;
            return new Limits(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
        }

        double width() {
            return high - low;
        }
    }

    /**
     * Limits of each encoded column. No one of n values is further than (n − 1)/√n of their own standard deviations from their mean, which is
     * nearer than a wide range says; where both are rounded, than {@link #furthest}.
     *
     * @param trainingRows those that the encoding's centres and scales were found on; 0 where it was not found on rows
     */
    public List<Limits> encoded(Preprocessing encoding, long trainingRows) {
        List<Limits> all = new ArrayList<>();
        for (int column = 0; column < encoding.features(); column++) {
            Limits plain = of(encoding.columns().get(column));
            double scale = encoding.scale(column);
            double furthest = furthest(encoding.columns().get(column), trainingRows);
            double slack = (1 + SLACK) * (scale == 0 ? 1 : 1 / scale);
            double low = (plain.low - encoding.centre(column)) * slack;
            double high = (plain.high - encoding.centre(column)) * slack;
            all.add(scale == 0 ? Limits.CODE : new Limits(Math.max(low, -furthest), Math.min(high, furthest)));
        }
        return all;
    }

    /**
     * How many scales an encoded value is away from 0 at most, whatever the values of so many rows are. A scale that is rounded to one binary place is two thirds of a standard deviation or more, and a
     * centre half a scale off or less. A code times a quantity has the scale that it would have if both had nothing to do with each other.
     *
     * @param trainingRows of the encoding; 0 where it was not found on rows: infinite
     */
    public double furthest(FeatureColumn column, long trainingRows) {
        if (trainingRows == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return CoarseScales.isMixed(dictionary, column) ? 2.0 * trainingRows : 2 * StrictMath.sqrt(trainingRows) + 1;
    }

    /** Limits of a column before centring and scaling. */
    Limits of(FeatureColumn column) {
        if (column instanceof FeatureColumn.Value value) {
            Range range = variable(value.variable()).range();
            return range == null ? Limits.CODE : new Limits(range.low(), range.high());
        }
        if (column instanceof FeatureColumn.Contrast) {
            return new Limits(-1, 1);
        }
        if (column instanceof FeatureColumn.Spline spline) {
            Range range = range(spline.variable());
            return new Limits(spline.basis().of(range.low()), spline.basis().of(range.high()));
        }
        if (column instanceof FeatureColumn.Power power) {
            Range range = range(power.variable());
            Limits distance = new Limits(range.low() - power.centre(), range.high() - power.centre());
            Limits limits = distance;
            for (int i = 1; i < power.exponent(); i++) {
                limits = limits.times(distance);
            }
            return limits;
        }
        if (column instanceof FeatureColumn.Product product) {
            return product.factors().stream().map(this::of).reduce(new Limits(1, 1), Limits::times);
        }
        return Limits.CODE;
    }

    private Variable variable(int position) {
        return dictionary.variables().get(position);
    }

    private Range range(int variable) {
        return Objects.requireNonNull(
                variable(variable).range(),
                () -> "'%s' declares no range".formatted(variable(variable).name()));
    }
}

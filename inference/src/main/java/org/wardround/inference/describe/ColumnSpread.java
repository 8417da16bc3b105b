package org.wardround.inference.describe;

import java.util.Objects;
import org.wardround.core.dataset.Side;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;

/** About which point a column's spread is taken, and how far from it a value can be. */
record ColumnSpread(DataDictionary dictionary, Counts counts, Means means) {
    /** Whether the column is a variable, level or indicator as it is, whose mean is known exactly. */
    static boolean isPlain(FeatureColumn column) {
        return column instanceof FeatureColumn.Value
                || column instanceof FeatureColumn.Level
                || column instanceof FeatureColumn.Missing;
    }

    /** The mean or share of a plain column over all training rows; for others a point near it, found from the means. */
    double centre(FeatureColumn column) {
        if (column instanceof FeatureColumn.Value value) {
            return variable(value.variable()).type().isQuantity()
                    ? means.imputed(value.variable())
                    : share(value.variable(), 1);
        }
        if (column instanceof FeatureColumn.Level level) {
            return share(level.variable(), level.level());
        }
        if (column instanceof FeatureColumn.Missing missing) {
            return (double) missing(missing.variable()) / rows();
        }
        if (column instanceof FeatureColumn.Contrast contrast) {
            return share(contrast.variable(), contrast.level()) - share(contrast.variable(), contrast.omitted());
        }
        if (column instanceof FeatureColumn.Product product) {
            return product.factors().stream().mapToDouble(this::centre).reduce(1, (a, b) -> a * b);
        }
        double[] imputed = means.imputed();
        return column.of(imputed, imputed);
    }

    private long rows() {
        return Math.max(1, counts.rows(Side.TRAIN));
    }

    private long missing(int variable) {
        return rows() - counts.present(variable);
    }

    private double share(int variable, int level) {
        long having = counts.levels(variable)[level];
        return (double) (having + (means.imputed(variable) == level ? missing(variable) : 0)) / rows();
    }

    /** The most by which two values of the column can differ, from the declared ranges; above 0. */
    double width(FeatureColumn column) {
        Limits limits = limits(column);
        return limits.high - limits.low;
    }

    /** The smallest and the largest value of a column. */
    private record Limits(double low, double high) {
        private static final Limits CODE = new Limits(0, 1);

        Limits times(Limits other) {
            double a = low * other.low;
            double b = low * other.high;
            double c = high * other.low;
            double d = high * other.high;
            return new Limits(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
        }
    }

    private Limits limits(FeatureColumn column) {
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
            return product.factors().stream().map(this::limits).reduce(new Limits(1, 1), Limits::times);
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

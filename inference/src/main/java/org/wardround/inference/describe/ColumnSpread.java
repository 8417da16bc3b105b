package org.wardround.inference.describe;

import org.wardround.core.dataset.Side;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Variable;

/** About which point a column's spread is taken. */
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

    private Variable variable(int position) {
        return dictionary.variables().get(position);
    }
}

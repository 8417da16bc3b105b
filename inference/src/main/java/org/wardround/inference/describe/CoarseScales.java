package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.wardround.core.dataset.Side;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MomentsRule;

/**
 * Centres and scales of the model matrix, from moments that are rounded to a {@link Grid}; from those of the rows where the study says that they are
 * exact. The scale of a code follows from its rounded share alone; that of a quantity which too few patients have, from its declared range; that of
 * a code times a quantity, from what both are rounded to, as if they had nothing to do with each other.
 *
 * @param rows training rows
 * @param patientsPerRow how many patients there are for each row, at most 1
 * @param present for each variable the training rows that have a value
 */
record CoarseScales(DataDictionary dictionary, long rows, double patientsPerRow, IntToLongFunction present) {
    CoarseScales(DataDictionary dictionary, Counts counts) {
        this(dictionary, counts.rows(Side.TRAIN), counts.patientsPerRow(), counts::present);
    }

    /** @param scale 0 where the column is constant */
    record Shift(double centre, double scale) {}

    /** A group of factors, as they are rounded. */
    private record Coarse(double mean, double variance) {
        /** Of the product with another that has nothing to do with it. */
        Coarse times(Coarse other) {
            return new Coarse(
                    mean * other.mean,
                    variance * other.variance + variance * other.mean * other.mean + other.variance * mean * mean);
        }

        Shift shift() {
            return new Shift(mean, StrictMath.sqrt(variance));
        }
    }

    /** Columns whose moments are needed: those given, and of a code times a quantity both by themselves. */
    static List<FeatureColumn> asked(DataDictionary dictionary, List<FeatureColumn> columns) {
        Set<FeatureColumn> asked = new LinkedHashSet<>(columns);
        for (FeatureColumn column : columns) {
            if (isMixed(dictionary, column)) {
                asked.add(part(dictionary, column, true));
                asked.add(part(dictionary, column, false));
            }
        }
        return List.copyOf(asked);
    }

    /** Whether a column is a code times a quantity, whose values can lie far outside of their spread. */
    static boolean isMixed(DataDictionary dictionary, FeatureColumn column) {
        return column instanceof FeatureColumn.Product product
                && !isCode(dictionary, product)
                && product.factors().stream().anyMatch(factor -> isCode(dictionary, factor));
    }

    private static boolean isCode(DataDictionary dictionary, FeatureColumn column) {
        if (column instanceof FeatureColumn.Value value) {
            return !dictionary.variables().get(value.variable()).type().isQuantity();
        }
        if (column instanceof FeatureColumn.Product product) {
            return product.factors().stream().allMatch(factor -> isCode(dictionary, factor));
        }
        return column instanceof FeatureColumn.Level
                || column instanceof FeatureColumn.Missing
                || column instanceof FeatureColumn.Contrast;
    }

    /** The product of a product's codes, or of its quantities. */
    private static FeatureColumn part(DataDictionary dictionary, FeatureColumn column, boolean codes) {
        List<FeatureColumn> factors = ((FeatureColumn.Product) column)
                .factors().stream()
                        .filter(factor -> isCode(dictionary, factor) == codes)
                        .toList();
        if (factors.size() == 1) {
            return factors.get(0);
        }
        List<String> terms = new ArrayList<>();
        factors.forEach(factor -> terms.add(factor.term()));
        return new FeatureColumn.Product(String.join(":", terms), factors);
    }

    /** @param moments of the columns {@link #asked} */
    Shift of(FeatureColumn column, Map<FeatureColumn, Moments> moments) {
        Moments own = moments(column, moments);
        if (own.standardDeviation() == 0 || dictionary.moments() == MomentsRule.EXACT) {
            return new Shift(own.mean(), own.standardDeviation());
        }
        if (isCode(dictionary, column)) {
            return ofCode(own).shift();
        }
        if (column.variables().stream().anyMatch(this::hasFewValues)) {
            return ofRange(column).shift();
        }
        if (isMixed(dictionary, column)) {
            Coarse code = ofCode(moments(part(dictionary, column, true), moments));
            Coarse quantity = ofQuantity(moments(part(dictionary, column, false), moments));
            return code.times(quantity).shift();
        }
        double scale = grid().deviation(own.standardDeviation());
        return new Shift(grid().mean(own.mean(), scale), scale);
    }

    private static Moments moments(FeatureColumn column, Map<FeatureColumn, Moments> moments) {
        Moments found = moments.get(column);
        if (found == null) {
            throw new IllegalArgumentException("the moments of '%s' were not asked".formatted(column.term()));
        }
        return found;
    }

    private Grid grid() {
        return Grid.of(rows * patientsPerRow);
    }

    private boolean hasFewValues(int variable) {
        return Grid.isTooFew(present.applyAsLong(variable) * patientsPerRow);
    }

    /** Of a column of 0 and 1, or −1, 0 and 1: the shares of both that are not 0. */
    private Coarse ofCode(Moments moments) {
        double mean = moments.mean();
        double square = moments.meanSquare();
        double above = grid().share(Math.round((square + mean) / 2 * rows), rows);
        long having = Math.round((square - mean) / 2 * rows);
        double below = having == 0 ? 0 : grid().share(having, rows);
        return new Coarse(above - below, above + below - (above - below) * (above - below));
    }

    private Coarse ofQuantity(Moments moments) {
        double scale = grid().deviation(moments.standardDeviation());
        double mean = grid().mean(moments.mean(), scale);
        return new Coarse(mean, scale * scale);
    }

    /** As if all values of the range were equally frequent. */
    private Coarse ofRange(FeatureColumn column) {
        ColumnLimits.Limits limits = new ColumnLimits(dictionary).of(column);
        return new Coarse(limits.low() + limits.width() / 2, limits.width() * limits.width() / 12);
    }
}

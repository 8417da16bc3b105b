package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
 * @param moments of the columns {@link #asked}
 * @param quartiles of each variable that is {@link #isNarrow narrow}: first, median, third
 */
record CoarseScales(
        DataDictionary dictionary,
        long rows,
        double patientsPerRow,
        IntToLongFunction present,
        Map<FeatureColumn, Moments> moments,
        Map<Integer, List<Double>> quartiles) {
    /** One to ten patients. */
    private static final int FEW = 10;

    /** A number's spread is taken about a rounded mean, which makes ten that differ from all others look like up to so many times ten. */
    private static final double NEARLY = 1.4;

    /** Of a normal column 0.16 of the rows make the spread, and less of one with heavy tails. */
    private static final double NARROW = 1.0 / 8;

    /** Of a normal column three quarters lie below the mean and so many deviations more. */
    private static final double NORMAL_QUARTILE = 0.6745;

    CoarseScales(
            DataDictionary dictionary,
            Counts counts,
            Map<FeatureColumn, Moments> moments,
            Map<Integer, List<Double>> quartiles) {
        this(dictionary, counts.rows(Side.TRAIN), counts.patientsPerRow(), counts::present, moments, quartiles);
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

    /** Columns whose moments are needed: those given, of a code times a quantity both by themselves, of codes times each other what their cells follow from, and each quantity as it is. */
    static List<FeatureColumn> asked(DataDictionary dictionary, List<FeatureColumn> columns) {
        Set<FeatureColumn> asked = new LinkedHashSet<>(columns);
        for (FeatureColumn column : columns) {
            if (isMixed(dictionary, column)) {
                asked.add(part(dictionary, column, true));
                asked.add(part(dictionary, column, false));
            }
        }
        List<FeatureColumn.Product> ofCodes = ofCodes(dictionary, asked);
        CodeCells cells = new CodeCells(ofCodes);
        ofCodes.forEach(product -> asked.addAll(cells.asked(product)));
        for (FeatureColumn column : columns) {
            column.variables().stream()
                    .filter(variable ->
                            dictionary.variables().get(variable).type().isQuantity())
                    .forEach(variable -> asked.add(value(dictionary, variable)));
        }
        return List.copyOf(asked);
    }

    private static FeatureColumn value(DataDictionary dictionary, int variable) {
        return new FeatureColumn.Value(dictionary.variables().get(variable).name(), variable);
    }

    private static List<FeatureColumn.Product> ofCodes(DataDictionary dictionary, Collection<FeatureColumn> columns) {
        return columns.stream()
                .filter(FeatureColumn.Product.class::isInstance)
                .map(FeatureColumn.Product.class::cast)
                .filter(product -> isCode(dictionary, product))
                .toList();
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
        return product(factors);
    }

    /** All of them as one. */
    static FeatureColumn product(List<FeatureColumn> factors) {
        if (factors.size() == 1) {
            return factors.get(0);
        }
        List<String> terms = new ArrayList<>();
        factors.forEach(factor -> terms.add(factor.term()));
        return new FeatureColumn.Product(String.join(":", terms), factors);
    }

    /** By what a column is shifted and divided. */
    Shift of(FeatureColumn column) {
        Moments own = moments(column);
        if (own.standardDeviation() == 0 || dictionary.moments() == MomentsRule.EXACT) {
            return new Shift(own.mean(), own.standardDeviation());
        }
        if (isCode(dictionary, column)) {
            return ofCode(own).shift();
        }
        if (isMixed(dictionary, column)) {
            return ofCode(moments(part(dictionary, column, true)))
                    .times(ofQuantity(part(dictionary, column, false)))
                    .shift();
        }
        return ofQuantity(column).shift();
    }

    /** Variables whose spread so few patients make that mean and deviation would tell of them. */
    static Set<Integer> narrow(DataDictionary dictionary, double patientsPerRow, Map<FeatureColumn, Moments> moments) {
        Set<Integer> narrow = new TreeSet<>();
        moments.forEach((column, found) -> {
            if (column instanceof FeatureColumn.Value value
                    && !isCode(dictionary, column)
                    && dictionary.moments() != MomentsRule.EXACT
                    && found.standardDeviation() > 0
                    && Grid.isTooFew(found.spreading() * patientsPerRow)
                    && found.spreading() < NARROW * found.rows()) {
                narrow.add(value.variable());
            }
        });
        return narrow;
    }

    private boolean isNarrow(int variable) {
        return quartiles.containsKey(variable);
    }

    /** What stands in for a missing value of a narrow variable: its median. */
    double median(int variable) {
        FeatureColumn column = value(dictionary, variable);
        return hasFewValues(variable) ? ofRange(column).mean : robust(variable, column).mean;
    }

    /** Median and quartiles, which ten patients don't move; where all three are the same, with the width of the range. */
    private Coarse robust(int variable, FeatureColumn column) {
        List<Double> found = quartiles.getOrDefault(variable, List.of());
        double deviation = (found.get(2) - found.get(0)) / (2 * NORMAL_QUARTILE);
        if (deviation == 0) {
            return new Coarse(found.get(1), ofRange(column).variance);
        }
        double scale = grid().deviation(deviation);
        return new Coarse(grid().mean(found.get(1), scale), scale * scale);
    }

    /** Whether one to ten patients alone have a code, or are without it, or make a number different from that of all others: what a fit says of the column, it says of them. */
    boolean isOfFew(FeatureColumn column) {
        Moments own = moments(column);
        if (own.standardDeviation() == 0) {
            return false;
        }
        if (!isCode(dictionary, column)) {
            return column.variables().stream().anyMatch(this::isNumberOfFew)
                    || column instanceof FeatureColumn.Spline && isFew(own.having())
                    || isMixed(dictionary, column) && isOfFew(part(dictionary, column, true));
        }
        double above = (own.meanSquare() + own.mean()) / 2 * rows;
        double below = (own.meanSquare() - own.mean()) / 2 * rows;
        return isFew(above)
                || isFew(below)
                || isFew(rows - above - below)
                || column instanceof FeatureColumn.Product product && hasCellOfFew(product);
    }

    /** Whether few have a value of a number, or another than all others. */
    private boolean isNumberOfFew(int variable) {
        if (!dictionary.variables().get(variable).type().isQuantity()) {
            return false;
        }
        List<Double> found = quartiles.getOrDefault(variable, List.of());
        return isFew(present.applyAsLong(variable))
                || !found.isEmpty()
                        && found.get(0).equals(found.get(2))
                        && moments(value(dictionary, variable)).spreading() * patientsPerRow <= NEARLY * FEW;
    }

    /** Whether few have some codes of a product and the reference level of the others. */
    private boolean hasCellOfFew(FeatureColumn.Product product) {
        return new CodeCells(ofCodes(dictionary, moments.keySet()))
                .of(product, rows, level -> moments(level).meanSquare() * rows)
                .anyMatch(this::isFew);
    }

    private boolean isFew(double count) {
        long whole = Math.round(count);
        return whole > 0 && whole * patientsPerRow < FEW + 1;
    }

    private Moments moments(FeatureColumn column) {
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

    private Coarse ofQuantity(FeatureColumn column) {
        Moments own = moments(column);
        if (column.variables().stream().anyMatch(this::hasFewValues)
                || column instanceof FeatureColumn.Spline
                        && (Grid.isTooFew(own.having() * patientsPerRow)
                                || Grid.isTooFew(own.beyond() * patientsPerRow))) {
            return ofRange(column);
        }
        if (column.variables().stream().anyMatch(this::isNarrow)) {
            return column instanceof FeatureColumn.Value value ? robust(value.variable(), column) : ofRange(column);
        }
        double scale = grid().deviation(own.standardDeviation());
        return new Coarse(grid().mean(own.mean(), scale), scale * scale);
    }

    /** As if all values of the range were equally frequent. */
    private Coarse ofRange(FeatureColumn column) {
        ColumnLimits.Limits limits = new ColumnLimits(dictionary).of(column);
        return new Coarse(limits.low() + limits.width() / 2, limits.width() * limits.width() / 12);
    }
}

package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.wardround.core.model.FeatureColumn;

/**
 * How many rows are in the cells of codes that a model multiplies, those of reference levels included: these have no column and follow from those that have, whatever the number of codes. Of a code that is −1 at its reference level too, by the rows that have each level.
 */
final class CodeCells {
    /** For each set of codes that are multiplied, the columns of 0 and 1 of each; rows of none of these have its reference level. */
    private final Map<SortedSet<Integer>, Map<Integer, Set<FeatureColumn>>> levels = new HashMap<>();

    /** @param products of codes: of each set of codes all levels but the reference levels */
    CodeCells(Collection<FeatureColumn.Product> products) {
        for (FeatureColumn.Product product : products) {
            Map<Integer, Set<FeatureColumn>> own =
                    levels.computeIfAbsent(product.variables(), unseen -> new HashMap<>());
            product.factors()
                    .forEach(factor -> own.computeIfAbsent(variable(factor), unseen -> new LinkedHashSet<>())
                            .add(level(factor)));
        }
    }

    private static int variable(FeatureColumn code) {
        return code.variables().first();
    }

    private static FeatureColumn level(FeatureColumn code) {
        return code instanceof FeatureColumn.Contrast contrast
                ? new FeatureColumn.Level(
                        "level %d of %d".formatted(contrast.level(), contrast.variable()),
                        contrast.variable(),
                        contrast.level())
                : code;
    }

    /** Columns of 0 and 1 whose rows must be counted for the cells of a product. */
    List<FeatureColumn> asked(FeatureColumn.Product product) {
        List<List<FeatureColumn>> all = new ArrayList<>(List.of(List.of()));
        for (FeatureColumn factor : product.factors()) {
            for (List<FeatureColumn> before : List.copyOf(all)) {
                List<FeatureColumn> longer = new ArrayList<>(before);
                longer.add(level(factor));
                all.add(longer);
            }
        }
        return all.stream()
                .filter(levels -> !levels.isEmpty())
                .map(CodeCells::together)
                .toList();
    }

    /** The same column whatever the order. */
    private static FeatureColumn together(List<FeatureColumn> levels) {
        return CoarseScales.product(levels.stream()
                .sorted(Comparator.comparingInt(CodeCells::variable))
                .toList());
    }

    /**
     * Of each combination of a product's levels and reference levels the rows that have it.
     *
     * @param rows all
     * @param having how many rows have what {@link #asked} says
     */
    DoubleStream of(FeatureColumn.Product product, double rows, ToDoubleFunction<FeatureColumn> having) {
        List<FeatureColumn> own =
                product.factors().stream().map(CodeCells::level).toList();
        return of(
                new Counting(Objects.requireNonNull(levels.get(product.variables())), rows, having),
                own,
                List.of(),
                List.of());
    }

    private static DoubleStream of(
            Counting counting, List<FeatureColumn> left, List<FeatureColumn> having, List<Integer> without) {
        if (left.isEmpty()) {
            return DoubleStream.of(counting.rows(having, without));
        }
        FeatureColumn next = left.get(0);
        List<FeatureColumn> rest = left.subList(1, left.size());
        return DoubleStream.concat(
                of(counting, rest, with(having, next), without),
                of(counting, rest, having, with(without, variable(next))));
    }

    private static <T> List<T> with(List<T> before, T next) {
        List<T> with = new ArrayList<>(before);
        with.add(next);
        return with;
    }

    private record Counting(
            Map<Integer, Set<FeatureColumn>> levels, double rows, ToDoubleFunction<FeatureColumn> having) {
        /** Rows of some levels, and of the reference levels of these codes: all, less those of each other level. */
        double rows(List<FeatureColumn> of, List<Integer> without) {
            if (without.isEmpty()) {
                return of.isEmpty() ? rows : having.applyAsDouble(together(of));
            }
            int code = without.get(0);
            List<Integer> rest = without.subList(1, without.size());
            double left = rows(of, rest);
            for (FeatureColumn level : Objects.requireNonNull(levels.get(code))) {
                left -= rows(with(of, level), rest);
            }
            return left;
        }
    }
}

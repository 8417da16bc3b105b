package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Variable;

/**
 * A number that has several columns in a model: powers, or a spline's. Together with an intercept, so many columns can be 0 at as many values, and nowhere else: then the estimates are about those who have another value.
 *
 * @param columns how many, two or more
 */
record CurvedNumber(String term, int variable, int columns) {
    /** All of a model, in its order. */
    static List<CurvedNumber> of(DataDictionary dictionary, List<FeatureColumn> columns) {
        Map<Integer, Set<FeatureColumn>> own = new LinkedHashMap<>();
        columns.stream()
                .filter(column -> !(column instanceof FeatureColumn.Product || column instanceof FeatureColumn.Missing))
                .filter(column -> variable(dictionary, column).type().isQuantity())
                .forEach(column -> own.computeIfAbsent(column.variables().first(), unseen -> new LinkedHashSet<>())
                        .add(column));
        List<CurvedNumber> curved = new ArrayList<>();
        own.forEach((variable, its) -> {
            if (its.size() > 1) {
                curved.add(new CurvedNumber(dictionary.variables().get(variable).name(), variable, its.size()));
            }
        });
        return curved;
    }

    private static Variable variable(DataDictionary dictionary, FeatureColumn column) {
        return dictionary.variables().get(column.variables().first());
    }

    /**
     * How many training patients of a table have another value than the most frequent ones there, as many as there are columns. A value that a single row has is none of these: of a measurement every row may have its own.
     */
    int patientsOfOtherValues(Table table, Preprocessing encoding) {
        int[] train = table.rowsOn(Side.TRAIN);
        double[] values = Arrays.stream(train)
                .mapToDouble(row -> table.variables()[variable][row])
                .map(value -> Double.isNaN(value) ? encoding.imputed(variable) : value)
                .toArray();
        Map<Double, Integer> frequencies = new HashMap<>();
        Arrays.stream(values).forEach(value -> frequencies.merge(value, 1, Integer::sum));
        Set<Double> frequent = new HashSet<>(frequencies.entrySet().stream()
                .filter(value -> value.getValue() > 1)
                .sorted(Map.Entry.<Double, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(columns)
                .map(Map.Entry::getKey)
                .toList());
        Set<Integer> others = new HashSet<>();
        for (int i = 0; i < train.length; i++) {
            if (!frequent.contains(values[i])) {
                others.add(table.patients()[train[i]]);
            }
        }
        return others.size();
    }
}

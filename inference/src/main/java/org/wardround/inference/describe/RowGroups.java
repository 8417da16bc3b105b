package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;

/** By what a model can tell rows apart: each of its codes, each two of them, those that it multiplies, and, where it has nothing but codes, these with an outcome of two classes. */
final class RowGroups {
    private final DataDictionary dictionary;
    private final Map<String, RowClass> codes = new LinkedHashMap<>();
    private final Map<String, RowClass> numbers = new LinkedHashMap<>();
    private final Set<List<RowClass>> products = new LinkedHashSet<>();

    private RowGroups(DataDictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** Of which cells few patients say something. */
    enum Rule {
        /** Each. */
        EACH,
        /** The last one, of two. */
        LAST,
        /** Those that a sum of a function of the one code and one of the other sets apart. */
        TOGETHER
    }

    /** Codes whose cells are counted, the first one's classes changing fastest. */
    record Group(List<RowClass> classes, Rule rule) {
        Group {
            classes = List.copyOf(classes);
        }

        int cells() {
            return classes.stream().mapToInt(RowClass::count).reduce(1, Math::multiplyExact);
        }

        List<String> terms() {
            return classes.stream().map(RowClass::term).toList();
        }
    }

    /** Smaller groups first. */
    static List<Group> of(DataDictionary dictionary, List<FeatureColumn> columns) {
        RowGroups groups = new RowGroups(dictionary);
        columns.forEach(groups::add);
        return groups.all();
    }

    private List<RowClass> add(FeatureColumn column) {
        List<RowClass> found = new ArrayList<>();
        if (column instanceof FeatureColumn.Product product) {
            product.factors().forEach(factor -> found.addAll(add(factor)));
            if (found.size() > 1) {
                products.add(found);
            }
        } else if (column instanceof FeatureColumn.Missing missing) {
            found.add(one(codes, new RowClass.Missing(missing.term(), missing.variable())));
        } else {
            int position = column.variables().first();
            Variable variable = dictionary.variables().get(position);
            if (!variable.type().isQuantity()) {
                found.add(one(
                        codes,
                        new RowClass.Level(
                                variable.name(), position, variable.levels().size())));
            } else {
                one(numbers, new RowClass.Other(variable.name(), position));
                if (column instanceof FeatureColumn.Spline spline) {
                    one(numbers, new RowClass.Beyond(spline));
                }
            }
        }
        return found;
    }

    private static RowClass one(Map<String, RowClass> known, RowClass found) {
        known.putIfAbsent(found.term(), found);
        return found;
    }

    private List<Group> all() {
        List<Group> all = new ArrayList<>();
        List<RowClass> single = List.copyOf(codes.values());
        single.forEach(code -> all.add(new Group(List.of(code), Rule.EACH)));
        numbers.values().forEach(number -> all.add(new Group(List.of(number), Rule.LAST)));
        for (int second = 0; second < single.size(); second++) {
            for (int first = 0; first < second; first++) {
                all.add(new Group(List.of(single.get(first), single.get(second)), Rule.TOGETHER));
            }
        }
        products.forEach(product -> all.add(new Group(product, Rule.EACH)));
        if (numbers.isEmpty() && dictionary.outcome().type() == VariableType.BINARY) {
            RowClass outcome = new RowClass.Outcome(
                    dictionary.outcome().name(), dictionary.outcome().classes());
            all.add(new Group(List.of(outcome), Rule.EACH));
            single.forEach(code -> all.add(new Group(List.of(code, outcome), Rule.EACH)));
            products.forEach(product -> all.add(new Group(with(product, outcome), Rule.EACH)));
        }
        return all;
    }

    private static List<RowClass> with(Collection<RowClass> before, RowClass last) {
        List<RowClass> with = new ArrayList<>(before);
        with.add(last);
        return with;
    }
}

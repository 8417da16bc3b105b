package org.wardround.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.Term;
import org.wardround.core.study.Term.Contrasts;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;

/** Makes the columns of single terms. A variable with a category term keeps that coding in interactions. */
final class TermColumns {
    private final DataDictionary dictionary;
    private final Formula formula;

    TermColumns(DataDictionary dictionary, Formula formula) {
        this.dictionary = dictionary;
        this.formula = formula;
    }

    List<FeatureColumn> of(Term term) {
        if (term instanceof Term.Spline spline) {
            return spline(spline);
        }
        if (term instanceof Term.Polynomial polynomial) {
            return polynomial(polynomial);
        }
        if (term instanceof Term.Interaction interaction) {
            return products(interaction);
        }
        return term instanceof Term.Category category
                ? levels(category)
                : plain(term.variables().get(0));
    }

    int position(String variable) {
        int position = dictionary.indexOf(variable);
        if (position < 0) {
            throw new IllegalArgumentException("the dictionary has no variable '%s'".formatted(variable));
        }
        return position;
    }

    private Variable variable(String name) {
        return dictionary.variables().get(position(name));
    }

    private List<FeatureColumn> plain(String name) {
        Variable variable = variable(name);
        return variable.type() == VariableType.CATEGORY
                ? levels(new Term.Category(name, variable.levels().get(0), Contrasts.TREATMENT))
                : List.of(new FeatureColumn.Value(name, position(name)));
    }

    private List<FeatureColumn> levels(Term.Category term) {
        List<String> levels = variable(term.variable()).levels();
        int position = position(term.variable());
        int reference = levels.indexOf(term.reference());
        if (reference < 0) {
            throw new IllegalArgumentException(
                    "'%s' has no level '%s', it has %s".formatted(term.variable(), term.reference(), levels));
        }
        List<FeatureColumn> columns = new ArrayList<>();
        for (int level = 0; level < levels.size(); level++) {
            String name = term.variable() + "=" + levels.get(level);
            if (level != reference) {
                columns.add(
                        term.contrasts() == Contrasts.SUM
                                ? new FeatureColumn.Contrast(name + " (sum)", position, level, reference)
                                : new FeatureColumn.Level(name, position, level));
            }
        }
        return columns;
    }

    private List<FeatureColumn> spline(Term.Spline term) {
        if (!(term.knots() instanceof Term.Knots.At knots)) {
            throw new IllegalArgumentException("the knots of '%s' are still to be placed".formatted(term.variable()));
        }
        int position = position(term.variable());
        List<FeatureColumn> columns = new ArrayList<>();
        columns.add(new FeatureColumn.Value(term.variable(), position));
        for (int number = 1; number < knots.count() - 1; number++) {
            columns.add(new FeatureColumn.Spline(
                    term.variable() + "'".repeat(number), position, new SplineBasis(knots.positions(), number)));
        }
        return columns;
    }

    private List<FeatureColumn> polynomial(Term.Polynomial term) {
        int position = position(term.variable());
        List<FeatureColumn> columns = new ArrayList<>();
        for (int exponent = 1; exponent <= term.degree(); exponent++) {
            String name = exponent == 1 ? term.variable() : term.variable() + "^" + exponent;
            columns.add(new FeatureColumn.Power(name, position, term.centre(), exponent));
        }
        return columns;
    }

    private List<FeatureColumn> products(Term.Interaction term) {
        List<List<FeatureColumn>> combinations = List.of(List.of());
        for (String name : term.variables()) {
            List<List<FeatureColumn>> longer = new ArrayList<>();
            for (FeatureColumn column : factor(name)) {
                for (List<FeatureColumn> combination : combinations) {
                    List<FeatureColumn> next = new ArrayList<>(combination);
                    next.add(column);
                    longer.add(next);
                }
            }
            combinations = longer;
        }
        return combinations.stream().map(TermColumns::product).toList();
    }

    private static FeatureColumn product(List<FeatureColumn> factors) {
        return new FeatureColumn.Product(
                factors.stream().map(FeatureColumn::term).collect(Collectors.joining(":")), factors);
    }

    private List<FeatureColumn> factor(String name) {
        return formula.terms().stream()
                .filter(Term.Category.class::isInstance)
                .map(Term.Category.class::cast)
                .filter(category -> category.variable().equals(name))
                .findFirst()
                .map(this::levels)
                .orElseGet(() -> plain(name));
    }
}

package org.wardround.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Term;
import org.wardround.core.study.Variable;

/** The columns of the model matrix, from data dictionary and formula alone: coordinator and sites derive the same list. */
public final class FeatureColumns {
    private FeatureColumns() {}

    /** Every variable as it is, in the order of the dictionary. */
    public static List<FeatureColumn> of(DataDictionary dictionary) {
        return of(dictionary, Formula.EVERY_VARIABLE);
    }

    /**
     * The columns of the terms in their order. A quantity or binary as it is gives one; a category one for each level but the reference; a spline of
     * k knots k − 1; a polynomial as many as its degree; an interaction one for each combination of its variables' columns, the first variable's
     * changing fastest. After a term that is no interaction, a variable with the indicator policy gives one more. No variable and no combination
     * stands in two terms.
     *
     * @param formula resolved, and fitting the dictionary
     * @throws IllegalArgumentException where a number of a term is still to be found, or a variable is unknown
     */
    public static List<FeatureColumn> of(DataDictionary dictionary, Formula formula) {
        return byTerm(dictionary, formula).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The columns of each term under the term's name: that of its variable, {@code age:sex} for an interaction. An indicator of missing values stands
     * under a name of its own.
     */
    public static Map<String, List<FeatureColumn>> byTerm(DataDictionary dictionary, Formula formula) {
        TermColumns makers = new TermColumns(dictionary, formula);
        Map<String, List<FeatureColumn>> columns = new LinkedHashMap<>();
        for (Term term : formula.terms(dictionary)) {
            columns.put(String.join(":", term.variables()), makers.of(term));
            int position = makers.position(term.variables().get(0));
            Variable variable = dictionary.variables().get(position);
            if (variable.missing() == MissingPolicy.INDICATOR && !(term instanceof Term.Interaction)) {
                FeatureColumn missing = new FeatureColumn.Missing(variable.name() + " missing", position);
                columns.put(missing.term(), List.of(missing));
            }
        }
        return columns;
    }

    /** How many columns there will be, whether the formula is resolved or not. */
    public static int count(DataDictionary dictionary, Formula formula) {
        return of(dictionary, formula.with(FeatureColumns::withAnyNumbers)).size();
    }

    private static Term withAnyNumbers(Term term) {
        if (term instanceof Term.Spline spline && spline.knots() instanceof Term.Knots.Placed placed) {
            List<Double> positions = new ArrayList<>();
            for (int i = 0; i < placed.count(); i++) {
                positions.add((double) i);
            }
            return new Term.Spline(spline.variable(), new Term.Knots.At(positions));
        }
        return term instanceof Term.Polynomial polynomial
                ? new Term.Polynomial(polynomial.variable(), polynomial.degree(), 0)
                : term;
    }
}

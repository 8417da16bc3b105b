package org.wardround.core.study;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What of the data enters a model's linear predictor, and how.
 *
 * @param terms in order; empty: every variable of the dictionary but offset and weights, each as it is
 * @param offset the variable that is added to the linear predictor as it is; empty: none
 * @param weights the variable that says how often a row counts in fitting; empty: every row once
 * @param randomIntercept whether each site has a random intercept of its own
 */
public record Formula(List<Term> terms, String offset, String weights, boolean randomIntercept) {
    /** Every variable as it is. */
    public static final Formula EVERY_VARIABLE = new Formula(List.of(), "", "", false);

    public Formula {
        terms = List.copyOf(terms);
    }

    public boolean hasOffset() {
        return !offset.isEmpty();
    }

    public boolean hasWeights() {
        return !weights.isEmpty();
    }

    /** Whether no number of a term, such as a knot, is still to be found in the data. */
    public boolean isResolved() {
        return terms.stream().allMatch(Formula::isResolved);
    }

    /** Whether no number of this term is still to be found in the data. */
    public static boolean isResolved(Term term) {
        if (term instanceof Term.Spline spline) {
            return spline.knots() instanceof Term.Knots.At;
        }
        return !(term instanceof Term.Polynomial polynomial && Double.isNaN(polynomial.centre()));
    }

    /** The terms of every variable where none are written down, and those that are otherwise. */
    public List<Term> terms(DataDictionary dictionary) {
        return terms.isEmpty()
                ? dictionary.variables().stream()
                        .map(Variable::name)
                        .filter(name -> !name.equals(offset) && !name.equals(weights))
                        .<Term>map(Term.Plain::new)
                        .toList()
                : terms;
    }

    /** Each term replaced by what {@code change} makes of it. */
    public Formula with(UnaryOperator<Term> change) {
        return new Formula(terms.stream().map(change).toList(), offset, weights, randomIntercept);
    }
}

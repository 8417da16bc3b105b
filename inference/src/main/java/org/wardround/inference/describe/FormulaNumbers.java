package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.MomentsRule;
import org.wardround.core.study.Term;

/** The numbers that a formula leaves to the data: knots at federated quantiles, a polynomial's centre at the federated mean. */
public final class FormulaNumbers {
    /** Where Harrell (2015, table 2.3) places three to seven knots. */
    private static final Map<Integer, List<Double>> POSITIONS = Map.of(
            3, List.of(0.1, 0.5, 0.9),
            4, List.of(0.05, 0.35, 0.65, 0.95),
            5, List.of(0.05, 0.275, 0.5, 0.725, 0.95),
            6, List.of(0.05, 0.23, 0.41, 0.59, 0.77, 0.95),
            7, List.of(0.025, 0.1833, 0.3417, 0.5, 0.6583, 0.8167, 0.975));

    private static final double BEYOND = 11;

    private FormulaNumbers() {}

    /** For each position of a variable the probabilities whose quantiles become its knots; empty where no knots are to be placed. */
    public static SortedMap<Integer, List<Double>> quantiles(DataDictionary dictionary, Formula formula) {
        SortedMap<Integer, List<Double>> wanted = new TreeMap<>();
        for (Term term : formula.terms()) {
            if (term instanceof Term.Spline spline && spline.knots() instanceof Term.Knots.Placed placed) {
                wanted.put(dictionary.indexOf(spline.variable()), positions(placed.count()));
            }
        }
        return wanted;
    }

    /**
     * The same for so many patients. Unless the study's moments are exact, an outer knot moves inwards until eleven of them have a value beyond it, since to name the value that fewer exceed is to count these.
     *
     * @throws FederationException {@code STUDY_UNFIT} where there are too few for any knot
     */
    public static SortedMap<Integer, List<Double>> quantiles(
            DataDictionary dictionary, Formula formula, Counts counts) {
        SortedMap<Integer, List<Double>> wanted = quantiles(dictionary, formula);
        wanted.keySet().removeIf(variable -> counts.present(variable) == 0);
        if (dictionary.moments() == MomentsRule.EXACT) {
            return wanted;
        }
        wanted.replaceAll((variable, probabilities) -> {
            double outermost = BEYOND / (counts.present(variable) * counts.patientsPerRow() - 1);
            if (!(outermost > 0 && outermost <= 0.5)) {
                throw new FederationException(
                        ErrorCode.STUDY_UNFIT,
                        "too few training patients have a value of '%s' for knots at its quantiles; write the knots down: {spline: %s, knots: [first, second, third]}"
                                .formatted(
                                        dictionary.variables().get(variable).name(),
                                        dictionary.variables().get(variable).name()));
            }
            return probabilities.stream()
                    .map(probability -> Math.max(outermost, Math.min(1 - outermost, probability)))
                    .toList();
        });
        return wanted;
    }

    private static List<Double> positions(int count) {
        return POSITIONS.getOrDefault(count, List.of());
    }

    /**
     * The formula with all its numbers.
     *
     * @param knots for each position of a variable what {@link #quantiles} asked for
     * @throws FederationException {@code STUDY_UNFIT} where two knots would fall on one value
     */
    public static Formula resolved(
            DataDictionary dictionary, Formula formula, Means means, Map<Integer, List<Double>> knots) {
        return formula.with(term -> {
            if (term instanceof Term.Spline spline && spline.knots() instanceof Term.Knots.Placed) {
                List<Double> found = knots.getOrDefault(dictionary.indexOf(spline.variable()), List.of());
                return new Term.Spline(spline.variable(), new Term.Knots.At(distinct(spline.variable(), found)));
            }
            return term instanceof Term.Polynomial polynomial && Double.isNaN(polynomial.centre())
                    ? new Term.Polynomial(
                            polynomial.variable(),
                            polynomial.degree(),
                            means.imputed(dictionary.indexOf(polynomial.variable())))
                    : term;
        });
    }

    private static List<Double> distinct(String variable, List<Double> knots) {
        if (knots.isEmpty()) {
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    "no training patient of any site has a value of '%s', so it can have no spline; take the term out of the study"
                            .formatted(variable));
        }
        if (new HashSet<>(knots).size() < knots.size()) {
            List<String> words = new ArrayList<>();
            knots.forEach(knot -> words.add(Double.toString(knot)));
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    "the %d knots of '%s' would stand at %s, two of them on one value, because many patients have that value; ask for fewer knots, or write them down: {spline: %s, knots: [first, second, third]}"
                            .formatted(knots.size(), variable, String.join(", ", words), variable));
        }
        return knots;
    }
}

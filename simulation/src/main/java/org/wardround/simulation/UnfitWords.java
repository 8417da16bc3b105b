package org.wardround.simulation;

import java.util.List;
import java.util.stream.Collectors;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Term;
import org.wardround.inference.regression.RegressionOutcome;
import org.wardround.inference.regression.problem.Problem;

/**
 * Why a regression has no fit, in the words of its study: where the formula says what is behind a problem, so does the message.
 */
record UnfitWords(DataDictionary dictionary, Describe.Description description) {
    /** All reasons in one line. */
    String of(RegressionOutcome.Unfitted unfitted) {
        return unfitted.problems().stream().map(this::words).collect(Collectors.joining("; "));
    }

    private String words(Problem problem) {
        Formula formula = description.formula();
        if (problem instanceof Problem.NoRows && formula.hasWeights()) {
            return "model.weights: '%s' is 0 in every training row, so no row counts; check how the mapping translates it, or remove weights"
                    .formatted(formula.weights());
        }
        if (problem instanceof Problem.Collinear collinear) {
            return collinear.others().isEmpty()
                    ? repeatsItself(collinear)
                    : collinear.in(this::unit).message();
        }
        return problem.message();
    }

    /** What a column was divided by; of one that each site has scaled for itself nobody knows. */
    private double unit(String column) {
        Preprocessing encoding = description.federated();
        List<String> names =
                encoding.columns().stream().map(FeatureColumn::term).toList();
        return dictionary.standardisation() == Standardisation.SITE ? 1 : encoding.scale(names.indexOf(column));
    }

    private String repeatsItself(Problem.Collinear collinear) {
        Term term = description.formula().terms(dictionary).stream()
                .filter(each -> String.join(":", each.variables()).equals(collinear.term()))
                .findFirst()
                .orElseThrow();
        if (term instanceof Term.Spline spline && spline.knots() instanceof Term.Knots.At knots) {
            return knotsOutside(spline, knots.positions(), collinear.columns().size() == knots.count() - 2);
        }
        if (term instanceof Term.Polynomial polynomial) {
            return "model.terms: '%s' has too few different values among the training rows for a polynomial of degree %d; lower the degree, or name it alone: - %s"
                    .formatted(polynomial.variable(), polynomial.degree(), polynomial.variable());
        }
        return collinear.message();
    }

    private static String knotsOutside(Term.Spline spline, List<Double> knots, boolean all) {
        return "model.terms: %s of '%s' at %s lie outside its data, so the spline can't bend there; move the knots into the data, or let them be placed: knots: %d"
                .formatted(
                        all ? "the knots" : "some of the knots",
                        spline.variable(),
                        knots.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                        Math.min(Term.Knots.MOST, knots.size()));
    }
}

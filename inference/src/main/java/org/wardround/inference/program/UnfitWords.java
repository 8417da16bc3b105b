package org.wardround.inference.program;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.MomentsRule;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Term;
import org.wardround.core.study.Variable;
import org.wardround.core.text.Counted;
import org.wardround.inference.describe.PatientCellsPass;
import org.wardround.inference.regression.RegressionOutcome;
import org.wardround.inference.regression.problem.Problem;

/**
 * Why a regression has no fit, in the words of its study: where the formula says what is behind a problem, so does the message.
 */
public record UnfitWords(DataDictionary dictionary, Describe.Description description) {
    /** All reasons in one line. */
    public String of(RegressionOutcome.Unfitted unfitted) {
        return unfitted.problems().stream().map(this::words).collect(Collectors.joining("; "));
    }

    /**
     * The same of one site's own fit. Which terms can't be told apart, and how they hang together, would say what single patients are like: whether a
     * site has them is all that is told.
     */
    public static String ofOneSite(RegressionOutcome.Unfitted unfitted) {
        return unfitted.problems().stream()
                .map(UnfitWords::wordsOfOneSite)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String wordsOfOneSite(Problem problem) {
        if (problem instanceof Problem.TooManyParameters many) {
            return "it has fewer than three rows for each of the model's " + Counted.of(many.parameters(), "parameter");
        }
        return problem instanceof Problem.AllCensored
                        || problem instanceof Problem.OutcomeConstant
                        || problem instanceof Problem.WeightsOfFew
                        || problem instanceof Problem.OffsetsOfFew
                ? problem.message()
                : "its own rows do not determine every coefficient of the model";
    }

    private String words(Problem problem) {
        if (problem instanceof Problem.Collinear collinear) {
            return collinear.others().isEmpty()
                    ? repeatsItself(collinear)
                    : place() + collinear.in(this::unit).message();
        }
        if (problem instanceof Problem.ConstantColumns constant) {
            Optional<Term.Polynomial> polynomial = polynomialWith(constant.names());
            if (polynomial.isPresent()) {
                return tooFewValues(polynomial.get());
            }
        }
        if (problem instanceof Problem.Separation separation) {
            Optional<Variable> coded = withAllLevels(separation.columns());
            if (coded.isPresent()) {
                return place()
                        + "a level of '%s' has one outcome only, perhaps its reference, '%s', so no finite coefficients fit best; set training.strategy.penalty to %s, or leave the level out"
                                .formatted(
                                        coded.get().name(),
                                        coded.get().levels().get(0),
                                        separation.firthHelps() ? "firth" : "{ridge: 1}");
            }
        }
        return isOfTerms(problem) ? place() + problem.message() : problem.message();
    }

    /** The variable whose levels, but for one, are the columns. */
    private Optional<Variable> withAllLevels(List<String> columns) {
        return dictionary.variables().stream()
                .filter(variable -> columns.size() > 1
                        && columns.size() == variable.levels().size() - 1
                        && columns.stream().allMatch(column -> column.startsWith(variable.name() + "=")))
                .findFirst();
    }

    private static boolean isOfTerms(Problem problem) {
        return problem instanceof Problem.Collinear
                || problem instanceof Problem.ConstantColumns
                || problem instanceof Problem.ConstantAtRisk
                || problem instanceof Problem.Separation
                || problem instanceof Problem.TooManyParameters;
    }

    /** Where the study says what the terms are. */
    private String place() {
        return description.formula().equals(Formula.EVERY_VARIABLE) ? "data.variables: " : "model.terms: ";
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
        Optional<Variable> coded = dictionary.variables().stream()
                .filter(variable -> variable.name().equals(collinear.term())
                        && !variable.levels().isEmpty())
                .findFirst();
        if (coded.isPresent()) {
            return "model.terms: no training patient has the reference level of '%s', so the others can't be told apart from it; choose another reference, or take the level out of the study"
                    .formatted(collinear.term());
        }
        return term instanceof Term.Polynomial polynomial ? tooFewValues(polynomial) : collinear.message();
    }

    /** Of which all these are powers, but not the first: of two values that are as far from its centre the square is the same. */
    private Optional<Term.Polynomial> polynomialWith(List<String> columns) {
        return description.formula().terms(dictionary).stream()
                .filter(Term.Polynomial.class::isInstance)
                .map(Term.Polynomial.class::cast)
                .filter(polynomial ->
                        columns.stream().allMatch(column -> column.startsWith(polynomial.variable() + "^")))
                .findFirst();
    }

    private static String tooFewValues(Term.Polynomial polynomial) {
        return "model.terms: '%s' has too few different values among the training rows for a polynomial of degree %d; lower the degree, or name it alone: - %s"
                .formatted(polynomial.variable(), polynomial.degree(), polynomial.variable());
    }

    private static String knotsOutside(Term.Spline spline, List<Double> knots, boolean all) {
        return "model.terms: %s of '%s' at %s lie outside its data, so the spline can't bend there; move the knots into the data, or let them be placed: knots: %d"
                .formatted(
                        all ? "the knots" : "some of the knots",
                        spline.variable(),
                        knots.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                        Math.min(Term.Knots.MOST, knots.size()));
    }

    /**
     * A fit says of a column what those are like who are not as all others in it: of one to ten patients nothing may be told. Where means are exact the study has said that it may.
     *
     * @throws FederationException {@code STUDY_UNFIT}
     */
    public void requireManyBehindEachColumn() {
        List<String> few = description.scaling().few();
        if (!few.isEmpty() && dictionary.moments() != MomentsRule.EXACT) {
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    place()
                            + "ten training patients or fewer decide about %s: their outcomes would follow from the estimates; merge the level with another, leave the term out, or move its knots"
                                    .formatted(
                                            few.stream().map("'%s'"::formatted).collect(Collectors.joining(", "))));
        }
    }

    /**
     * The same of what terms set apart together, or by patients with many rows.
     *
     * @param few what {@link PatientCellsPass} found
     * @throws FederationException {@code STUDY_UNFIT}
     */
    public void requireManyInEachCell(List<List<String>> few) {
        if (!few.isEmpty()) {
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    place()
                            + "ten training patients or fewer decide about %s: their outcomes would follow from the estimates; merge a level with another, make a number of few values a category, or leave a term out"
                                    .formatted(few.stream()
                                            .map(terms -> terms.stream()
                                                    .map("'%s'"::formatted)
                                                    .collect(Collectors.joining(" with ")))
                                            .collect(Collectors.joining(", "))));
        }
    }

    /**
     * Says of which spline a bend lies beyond all data.
     *
     * @throws FederationException {@code STUDY_UNFIT}
     */
    public void requireKnotsInData() {
        for (FeatureColumn column : description.federated().columns()) {
            if (column instanceof FeatureColumn.Spline spline
                    && description.scaling().constant().contains(column.term())) {
                Variable variable = dictionary.variables().get(spline.variable());
                throw new FederationException(
                        ErrorCode.STUDY_UNFIT,
                        "model.terms: no training patient of any site has '%s' above its knot at %s, so the spline can't bend there; move the knots into the data, or let them be placed: knots: %d"
                                .formatted(
                                        variable.name(),
                                        spline.basis()
                                                .knots()
                                                .get(spline.basis().number() - 1),
                                        Math.min(7, spline.basis().knots().size())));
            }
        }
    }
}

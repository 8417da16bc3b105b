package org.wardround.inference.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.wardround.inference.regression.algebra.Dependence;
import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.mixed.AtRatio;
import org.wardround.inference.regression.mixed.MixedDesign;
import org.wardround.inference.regression.mixed.MixedQuestion;
import org.wardround.inference.regression.mixed.Profile;
import org.wardround.inference.regression.mixed.Search;
import org.wardround.inference.regression.newton.NewtonOutcome;
import org.wardround.inference.regression.problem.Problem;
import org.wardround.inference.regression.question.SumReader;

/**
 * A linear model with a random intercept per site: one pass over a grid of variance ratios, then a search for each model that is needed, all in the same
 * passes: the full one and the null one; and by maximum likelihood, for likelihood-ratio tests, these two and the ones without each term.
 */
final class MixedFit {
    private static final double PERFECT = 1e-18;

    private final RegressionSpec spec;
    private final boolean restricted;
    private final Described described;
    private final MixedDesign design;

    MixedFit(RegressionSpec spec, boolean restricted, Described described) {
        this.spec = spec;
        this.restricted = restricted;
        this.described = described;
        Moments moments = described.moments();
        this.design = new MixedDesign(
                described.scaling(), spec.limits(), described.sizes(), moments.outcomeMean() - moments.offsetMean());
    }

    RegressionRun begin() {
        MixedQuestion question = new MixedQuestion("regression: variance ratios", design, Search.GRID, true);
        return Flow.ask(question, sum -> {
            if (question.beyond(sum) > 0) {
                return Flow.unfitted(List.of(new Problem.BeyondBounds(question.beyond(sum), question.purpose())));
            }
            SymmetricMatrix products = question.products(sum);
            List<Dependence> dependences =
                    Dependence.among(products.select(positions(column -> true)), 1e-12 * products.get(0, 0));
            if (!dependences.isEmpty()) {
                return Flow.unfitted(new NewtonProblems(described.scaling(), true, false)
                        .of(new NewtonOutcome.Dependent(dependences)));
            }
            return begin(products, question.read(sum));
        });
    }

    /** The intercept, and the chosen columns. */
    private int[] positions(Function<Integer, Boolean> chosen) {
        return IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, spec.columns().size())
                                .filter(chosen::apply)
                                .map(column -> column + 1))
                .toArray();
    }

    private RegressionRun begin(SymmetricMatrix products, List<AtRatio> grid) {
        int[] all = positions(column -> true);
        int[] none = positions(column -> false);
        List<Optional<Search>> searches = new ArrayList<>();
        searches.add(search(products, all, restricted, grid));
        searches.add(search(products, none, restricted, grid));
        searches.add(search(products, all, false, grid));
        searches.add(search(products, none, false, grid));
        for (String term : spec.extras().eachTerm() ? spec.terms() : List.<String>of()) {
            int[] kept = positions(column -> !spec.columns().get(column).term().equals(term));
            searches.add(search(products, kept, false, grid));
        }
        if (searches.stream().anyMatch(Optional::isEmpty)) {
            return Flow.unfitted(List.of(new Problem.Singular(0)));
        }
        double atZero = Profile.of(
                        products, grid.get(0), all, described.moments().rows(), restricted)
                .orElseThrow()
                .deviance();
        return search(searches.stream().map(Optional::orElseThrow).toList(), atZero);
    }

    private Optional<Search> search(SymmetricMatrix products, int[] fixed, boolean byReml, List<AtRatio> grid) {
        return Search.begin(products, fixed, described.moments().rows(), byReml, grid);
    }

    private RegressionRun search(List<Search> searches, double atZero) {
        List<Double> ratios =
                searches.stream().flatMap(search -> search.ratio().stream()).toList();
        int most = searches.stream().mapToInt(Search::steps).max().orElse(0);
        if (ratios.isEmpty()) {
            return end(searches, atZero);
        }
        if (most > 4 * spec.stopping().maxIterations()) {
            return Flow.unfitted(List.of(new Problem.NotConverged(most, Double.NaN)));
        }
        MixedQuestion question =
                new MixedQuestion("regression: variance ratio, step %d".formatted(most), design, ratios, false);
        return Flow.ask(question, sum -> search(next(searches, question, sum), atZero));
    }

    private List<Search> next(List<Search> searches, MixedQuestion question, SumReader sum) {
        List<AtRatio> answers = question.read(sum);
        List<Search> next = new ArrayList<>();
        int read = 0;
        for (Search search : searches) {
            next.add(
                    search.isDone()
                            ? search
                            : search.after(answers.get(read), spec.stopping().tolerance()));
            read += search.isDone() ? 0 : 1;
        }
        return next;
    }

    private RegressionRun end(List<Search> searches, double atZero) {
        Profile full = searches.get(0).found();
        if (full.residual()
                <= PERFECT * described.sizes().nullSquares() / described.sizes().rows()) {
            return Flow.unfitted(List.of(new Problem.PerfectFit()));
        }
        return Flow.end(new MixedSummary(
                        spec,
                        restricted,
                        described,
                        searches.stream().map(Search::found).toList(),
                        atZero)
                .outcome(searches.get(0).steps()));
    }
}

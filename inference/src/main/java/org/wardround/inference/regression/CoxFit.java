package org.wardround.inference.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.cox.BaselineQuestion;
import org.wardround.inference.regression.cox.CoxDesign;
import org.wardround.inference.regression.cox.CoxObjective;
import org.wardround.inference.regression.cox.CoxScores;
import org.wardround.inference.regression.cox.Proportionality;
import org.wardround.inference.regression.cox.ProportionalityQuestion;
import org.wardround.inference.regression.cox.Ties;
import org.wardround.inference.regression.cox.TimeGrid;
import org.wardround.inference.regression.newton.Newton;
import org.wardround.inference.regression.newton.NewtonOutcome.Converged;
import org.wardround.inference.regression.newton.NewtonSetup;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.result.BaselineCurve;
import org.wardround.inference.regression.result.Tails;
import org.wardround.inference.regression.result.TermTest;

/** A Cox model: the fit, then in passes of their own, where asked for, scores by patient, refits, proportional hazards and the baseline. */
final class CoxFit {
    private final RegressionSpec spec;
    private final Described described;
    private final CoxDesign design;
    private final NewtonSetup setup;

    CoxFit(RegressionSpec spec, Ties ties, Described described) {
        this.spec = spec;
        this.described = described;
        this.design = new CoxDesign(
                ties,
                described.scaling(),
                spec.limits(),
                described.sizes(),
                described.moments().events()
                        * described.moments().weights()
                        / described.moments().rows());
        this.setup = NewtonSetup.all(
                "regression",
                new CoxObjective(design, columns()),
                Ridges.of(spec, described.scaling(), false),
                false,
                spec.stopping());
    }

    private int[] columns() {
        return IntStream.range(0, spec.columns().size()).toArray();
    }

    private boolean hasRidge() {
        return spec.penalty() instanceof Penalty.Ridge;
    }

    RegressionRun begin() {
        Newton newton = Newton.begin(setup, new double[spec.columns().size()]);
        return Flow.optimise(
                newton,
                outcome -> outcome instanceof Converged full
                        ? robust(full)
                        : Flow.unfitted(new NewtonProblems(described.scaling(), false, false).of(outcome)));
    }

    private RegressionRun robust(Converged full) {
        if (!spec.extras().robust()) {
            return refits(full, null);
        }
        CoxScores scores = new CoxScores("regression: scores by patient", design, point(full));
        return Flow.ask(scores, sum -> refits(full, scores.read(sum)));
    }

    private Point point(Converged full) {
        return new Point(columns(), full.point());
    }

    private RegressionRun refits(Converged full, @Nullable SymmetricMatrix scores) {
        CoxSummary summary = new CoxSummary(spec, described, full, scores);
        if (hasRidge()) {
            return proportionality(full, summary);
        }
        TermTest all = Tails.chiSquared(TermTest.ALL, summary.likelihoodRatio(), columns().length);
        if (!spec.extras().eachTerm()) {
            return proportionality(full, summary.withTests(List.of(all), List.of()));
        }
        if (spec.terms().size() == 1) {
            TermTest one = Tails.chiSquared(spec.terms().get(0), all.statistic(), all.degrees());
            return proportionality(full, summary.withTests(List.of(one, all), List.of()));
        }
        Refits refits =
                new Refits(spec, setup, kept -> new CoxObjective(design, kept), full, summary.standardisedCovariance());
        return Flow.optimiseAll("regression: without each term", refits.begin(), outcomes -> {
            List<TermTest> tests = new ArrayList<>();
            List<String> notes = new ArrayList<>();
            refits.read(outcomes, (whole, without) -> 2 * (whole.value() - without.value()), tests, notes);
            tests.add(all);
            return proportionality(full, summary.withTests(tests, notes));
        });
    }

    private RegressionRun proportionality(Converged full, CoxSummary summary) {
        if (!spec.extras().proportionalHazards()) {
            return baseline(full, summary);
        }
        if (hasRidge()) {
            return baseline(
                    full,
                    summary.noting(
                            "no test of proportional hazards: under a ridge penalty it does not hold its level"));
        }
        ProportionalityQuestion question = new ProportionalityQuestion(
                "regression: proportional hazards",
                design,
                point(full),
                described.moments().meanLogTime(),
                spec.smallestTime());
        return Flow.ask(question, sum -> baseline(full, summary.withProportionality(tests(question.read(sum)))));
    }

    private List<TermTest> tests(Proportionality sums) {
        List<TermTest> tests = new ArrayList<>();
        Function<String, int[]> positions =
                term -> IntStream.range(0, spec.columns().size())
                        .filter(column -> spec.columns().get(column).term().equals(term))
                        .toArray();
        for (String term : spec.terms()) {
            int[] tested = positions.apply(term);
            sums.statistic(tested).ifPresent(value -> tests.add(Tails.chiSquared(term, value, tested.length)));
        }
        sums.statistic(columns())
                .ifPresent(value -> tests.add(Tails.chiSquared(TermTest.ALL, value, columns().length)));
        return tests;
    }

    private RegressionRun baseline(Converged full, CoxSummary summary) {
        TimeGrid grid = spec.extras().baseline();
        if (grid == null) {
            return Flow.end(summary.outcome(null));
        }
        BaselineQuestion question = new BaselineQuestion("regression: baseline", design, point(full), grid);
        return Flow.ask(question, sum -> {
            @Nullable BaselineCurve curve = question.read(sum).orElse(null);
            CoxSummary told = curve == null
                    ? summary.noting("no baseline curve: hazard ratios are too extreme for the sums' bounds")
                    : summary;
            return Flow.end(told.outcome(curve));
        });
    }
}

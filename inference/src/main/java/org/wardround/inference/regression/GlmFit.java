package org.wardround.inference.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wardround.inference.regression.algebra.Cholesky;
import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.glm.GlmDesign;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.glm.GlmObjective;
import org.wardround.inference.regression.glm.GlmScores;
import org.wardround.inference.regression.newton.Newton;
import org.wardround.inference.regression.newton.NewtonOutcome;
import org.wardround.inference.regression.newton.NewtonOutcome.Converged;
import org.wardround.inference.regression.newton.NewtonSetup;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.problem.Problem;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.result.Tails;
import org.wardround.inference.regression.result.TermTest;

/**
 * A generalised linear model: the null model where it has no closed form, the fit, then scores by patient and refits without each term where asked for.
 */
final class GlmFit {
    private static final double PERFECT = 1e-18;

    private final RegressionSpec spec;
    private final GlmFamily family;
    private final Described described;
    private final GlmDesign design;
    private final NewtonSetup setup;

    GlmFit(RegressionSpec spec, GlmFamily family, Described described) {
        this.spec = spec;
        this.family = family;
        this.described = described;
        this.design = new GlmDesign(family, described.scaling(), spec.outcome(), spec.limits(), described.sizes());
        this.setup = NewtonSetup.all(
                "regression",
                new GlmObjective(design, columns()),
                Ridges.of(spec, described.scaling(), true),
                spec.penalty() instanceof Penalty.Firth,
                spec.stopping());
    }

    private int[] columns() {
        return IntStream.range(0, spec.columns().size()).toArray();
    }

    RegressionRun begin() {
        double[] start = new double[spec.columns().size() + 1];
        start[0] = firstIntercept();
        boolean firth = setup.firth() && family != GlmFamily.GAUSSIAN;
        if (!firth && !(family == GlmFamily.BINOMIAL && spec.limits().maxOffset() > 0)) {
            return fit(start, null);
        }
        Newton nullModel = firth
                ? Newton.begin(
                        new NewtonSetup(
                                "null model", setup.objective(), new int[1], setup.ridge(), true, spec.stopping()),
                        start)
                : Newton.begin(
                        NewtonSetup.all(
                                "null model",
                                new GlmObjective(design, new int[0]),
                                new double[1],
                                false,
                                spec.stopping()),
                        new double[] {start[0]});
        return Flow.optimise(nullModel, outcome -> afterNullModel(start, outcome));
    }

    private RegressionRun afterNullModel(double[] start, NewtonOutcome outcome) {
        if (!(outcome instanceof Converged converged)) {
            return Flow.unfitted(problems().of(outcome));
        }
        double[] better = start.clone();
        better[0] = converged.point()[0];
        return fit(better, converged);
    }

    private double firstIntercept() {
        Moments moments = described.moments();
        return switch (family) {
            case GAUSSIAN -> moments.outcomeMean() - moments.offsetMean();
            case BINOMIAL -> design.intercept(moments.outcomeMean());
            case POISSON -> design.intercept(moments.outcomeMean() * moments.weights() / moments.exposure());
        };
    }

    private NewtonProblems problems() {
        return new NewtonProblems(described.scaling(), true, true);
    }

    private RegressionRun fit(double[] start, @Nullable Converged nullModel) {
        return Flow.optimise(Newton.begin(setup, start), outcome -> {
            if (!(outcome instanceof Converged full)) {
                return Flow.unfitted(problems().of(outcome));
            }
            if (family == GlmFamily.GAUSSIAN
                    && full.evaluation().deviance()
                            <= PERFECT * described.sizes().nullSquares()) {
                return Flow.unfitted(List.of(new Problem.PerfectFit()));
            }
            return robust(full, nullModel);
        });
    }

    private RegressionRun robust(Converged full, @Nullable Converged nullModel) {
        if (!spec.extras().robust()) {
            return refits(full, nullModel, null);
        }
        GlmScores scores = new GlmScores("regression: scores by patient", design, new Point(columns(), full.point()));
        return Flow.ask(scores, sum -> refits(full, nullModel, scores.read(sum)));
    }

    private RegressionRun refits(Converged full, @Nullable Converged nullModel, @Nullable SymmetricMatrix scores) {
        GlmSummary summary = new GlmSummary(spec, family, described, full, nullModel, scores);
        List<TermTest> tests = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (spec.penalty() instanceof Penalty.Ridge) {
            return Flow.end(summary.outcome(tests, notes));
        }
        TermTest all = Tails.chiSquared(TermTest.ALL, summary.likelihoodRatio(), columns().length);
        if (!spec.extras().eachTerm()) {
            return Flow.end(summary.outcome(List.of(all), notes));
        }
        if (spec.terms().size() == 1) {
            TermTest one = Tails.chiSquared(spec.terms().get(0), all.statistic(), all.degrees());
            return Flow.end(summary.outcome(List.of(one, all), notes));
        }
        Refits refits = new Refits(
                spec,
                setup,
                kept -> new GlmObjective(design, kept),
                full,
                Cholesky.of(full.curvature()).orElseThrow().inverse());
        return Flow.optimiseAll("regression: without each term", refits.begin(), outcomes -> {
            refits.read(outcomes, this::lost, tests, notes);
            tests.add(all);
            return Flow.end(summary.outcome(tests, notes));
        });
    }

    /** What dropping a term costs: of the Gaussian family with σ² at its own optimum in either model. */
    private double lost(Converged full, Converged without) {
        return family == GlmFamily.GAUSSIAN
                ? described.moments().rows()
                        * StrictMath.log(without.evaluation().deviance()
                                / full.evaluation().deviance())
                : 2 * (full.value() - without.value());
    }
}

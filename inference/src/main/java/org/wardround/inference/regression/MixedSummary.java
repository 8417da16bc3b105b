package org.wardround.inference.regression;

import java.util.ArrayList;
import java.util.List;
import org.wardround.inference.regression.mixed.Profile;
import org.wardround.inference.regression.result.CoefficientTable;
import org.wardround.inference.regression.result.FitFigures;
import org.wardround.inference.regression.result.Tails;
import org.wardround.inference.regression.result.TermTest;
import org.wardround.inference.regression.result.VarianceComponents;

/**
 * What follows from the optima of a random-intercept model.
 *
 * @param found the full and the null model, the same by maximum likelihood, then those without each term where asked for
 * @param atZero the full model's deviance without random intercept
 */
record MixedSummary(RegressionSpec spec, boolean restricted, Described described, List<Profile> found, double atZero) {
    private static final int FEW_SITES = 5;

    private Profile full() {
        return found.get(0);
    }

    private long rows() {
        return described.moments().rows();
    }

    /** With all constants: those of weights, and of the units in which REML's determinant is taken. */
    private double logLikelihood(Profile profile, boolean ofFull) {
        double constant = described.moments().logWeights();
        if (restricted && ofFull) {
            for (int column = 0; column < spec.columns().size(); column++) {
                constant -= 2 * StrictMath.log(described.scaling().scale(column));
            }
        }
        return (constant - profile.deviance()) / 2;
    }

    RegressionOutcome outcome(int iterations) {
        double[] estimate = full().estimate().clone();
        estimate[0] += described.moments().outcomeMean() - described.moments().offsetMean();
        CoefficientTable table = new CoefficientTable(
                        spec.columns(), true, estimate, full().inverse().times(full().residual()), 0)
                .transformed(described.scaling().back(true));
        return new Summary(spec, described, table, null)
                .outcome(figures(iterations), likelihoodRatios(), false, notes(), List.of(), null, variances());
    }

    private FitFigures figures(int iterations) {
        double logLikelihood = logLikelihood(full(), true);
        double nullLogLikelihood = logLikelihood(found.get(1), false);
        int parameters = full().estimate().length + 2;
        return new FitFigures(
                logLikelihood,
                nullLogLikelihood,
                logLikelihood,
                -2 * logLikelihood,
                -2 * nullLogLikelihood,
                full().residual(),
                -2 * logLikelihood + 2 * parameters,
                -2 * logLikelihood + StrictMath.log(rows()) * parameters,
                rows(),
                parameters,
                iterations,
                rows(),
                described.moments().events(),
                rows() - full().estimate().length);
    }

    private List<TermTest> likelihoodRatios() {
        Profile byLikelihood = found.get(2);
        List<TermTest> tests = new ArrayList<>();
        List<String> terms = spec.extras().eachTerm() ? spec.terms() : List.of();
        for (int i = 0; i < terms.size(); i++) {
            String term = terms.get(i);
            int degrees = (int) spec.columns().stream()
                    .filter(column -> column.term().equals(term))
                    .count();
            tests.add(Tails.chiSquared(term, found.get(4 + i).deviance() - byLikelihood.deviance(), degrees));
        }
        tests.add(Tails.chiSquared(
                TermTest.ALL,
                found.get(3).deviance() - byLikelihood.deviance(),
                spec.columns().size()));
        return tests;
    }

    private VarianceComponents variances() {
        double ratio = full().ratio();
        double statistic = Math.max(0, atZero - full().deviance());
        TermTest test = new TermTest(
                "(random intercept)", statistic, 1, 0, statistic == 0 ? 1 : Tails.chiSquared(statistic, 1) / 2);
        return new VarianceComponents(
                full().residual(),
                ratio * full().residual(),
                ratio / (1 + ratio),
                described.moments().sites(),
                test);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (full().ratio() == 0) {
            notes.add(
                    "the variance between sites is estimated as 0: the fit is that of a linear model without random intercept");
        }
        if (described.moments().sites() < FEW_SITES) {
            notes.add("%d sites say little about the variance between sites"
                    .formatted(described.moments().sites()));
        }
        if (restricted) {
            notes.add(
                    "likelihood-ratio tests are by maximum likelihood, because restricted likelihoods of different terms can't be compared");
        }
        return notes;
    }
}

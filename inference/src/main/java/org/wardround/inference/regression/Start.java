package org.wardround.inference.regression;

import java.util.ArrayList;
import java.util.List;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.problem.Problem;
import org.wardround.inference.regression.question.Scaling;
import org.wardround.inference.regression.question.Sizes;

/** The two passes that come before any fit, and what they rule out. */
final class Start {
    private static final int ROWS_PER_PARAMETER = 3;

    private final RegressionSpec spec;

    Start(RegressionSpec spec) {
        this.spec = spec;
    }

    RegressionRun begin() {
        MomentsQuestion question = new MomentsQuestion(spec);
        return Flow.ask(question, sum -> {
            int beyond = question.beyond(sum);
            Moments moments = question.read(sum);
            List<Problem> problems =
                    beyond > 0 ? List.of(new Problem.BeyondBounds(beyond, question.purpose())) : problems(moments);
            return problems.isEmpty() ? spread(moments) : Flow.unfitted(problems);
        });
    }

    private List<Problem> problems(Moments moments) {
        List<Problem> problems = new ArrayList<>();
        if (moments.rows() == 0) {
            return List.of(new Problem.NoRows());
        }
        int parameters = spec.columns().size() + (isCox() ? 0 : 1);
        if ((long) ROWS_PER_PARAMETER * parameters > moments.rows()) {
            problems.add(new Problem.TooManyParameters(parameters));
        }
        if (isCox() && moments.events() == 0) {
            problems.add(new Problem.AllCensored());
        } else if (isCox() && moments.comparisons() == 0) {
            problems.add(new Problem.NoComparison());
        }
        if (spec.family() instanceof Family.RandomIntercept && moments.sites() < 2) {
            problems.add(new Problem.TooFewSites(moments.sites()));
        }
        return problems;
    }

    private boolean isCox() {
        return spec.family() instanceof Family.Cox;
    }

    private RegressionRun spread(Moments moments) {
        SpreadQuestion question = new SpreadQuestion(spec, moments);
        return Flow.ask(question, sum -> {
            int beyond = question.beyond(sum);
            if (beyond > 0) {
                return Flow.unfitted(List.of(new Problem.BeyondBounds(beyond, question.purpose())));
            }
            double[] deviations = question.deviations(sum);
            double[] scales = scales(deviations);
            Sizes sizes = question.sizes(sum, scales);
            List<Problem> problems = new ArrayList<>();
            if (!isCox() && (question.isOutcomeConstant(sum) || isLinear() && sizes.nullSquares() == 0)) {
                problems.add(new Problem.OutcomeConstant());
            }
            if (question.shares(sum).areOfFew()) {
                problems.add(new Problem.WeightsOfFew());
            } else if (question.areOffsetsOfFew(sum)) {
                problems.add(new Problem.OffsetsOfFew());
            }
            problems.addAll(constantColumns(deviations));
            Scaling scaling = new Scaling(spec.columns(), moments.means(), scales);
            return problems.isEmpty() ? fit(new Described(moments, scaling, sizes)) : Flow.unfitted(problems);
        });
    }

    private boolean isLinear() {
        return spec.family() instanceof Family.RandomIntercept
                || spec.family() instanceof Family.Glm glm && glm.family() == GlmFamily.GAUSSIAN;
    }

    private List<Problem> constantColumns(double[] deviations) {
        if (spec.penalty() instanceof Penalty.Ridge) {
            return List.of();
        }
        List<String> constant = new ArrayList<>();
        for (int column = 0; column < deviations.length; column++) {
            if (deviations[column] == 0) {
                constant.add(spec.columns().get(column).name());
            }
        }
        return constant.isEmpty() ? List.of() : List.of(new Problem.ConstantColumns(constant));
    }

    private static double[] scales(double[] deviations) {
        double[] scales = deviations.clone();
        for (int column = 0; column < scales.length; column++) {
            scales[column] = scales[column] == 0 ? 1 : scales[column];
        }
        return scales;
    }

    private RegressionRun fit(Described described) {
        if (spec.family() instanceof Family.Glm glm) {
            return new GlmFit(spec, glm.family(), described).begin();
        }
        if (spec.family() instanceof Family.Cox cox) {
            return new CoxFit(spec, cox.ties(), described).begin();
        }
        return new MixedFit(spec, ((Family.RandomIntercept) spec.family()).restricted(), described).begin();
    }
}

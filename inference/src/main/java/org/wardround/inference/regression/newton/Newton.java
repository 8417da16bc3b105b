package org.wardround.inference.regression.newton;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardround.inference.regression.algebra.Cholesky;
import org.wardround.inference.regression.algebra.Dependence;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.SumReader;

/**
 * Newton's method with step-halving over sums, as an immutable state.
 *
 * <pre>
 * state      question                         answer leads to
 * TRYING     score and information at a trial  shorter step and TRYING; ADJUSTING under Firth's penalty; TRYING the next step; or the end
 * ADJUSTING  Firth's part of the score         TRYING the next step, or the end
 * ended      none
 * </pre>
 *
 * <p>A trial is accepted where the penalised log-likelihood has not fallen by more than rounding. Thread-safe.
 */
public final class Newton {
    private static final int MOST_HALVINGS = 30;
    private static final double ROUNDING = 1e-11;
    private static final double NEARLY_THERE = 1e-6;
    private static final double SMALL = 1e-5;
    /** Steps that shrink slowly by nature must be shorter to tell that they have stopped shrinking. */
    private static final double SMALL_AMONG_SLOW = 1e-8;

    private final NewtonSetup setup;
    private final double[] trial;
    private final @Nullable Position accepted;
    private final @Nullable Position start;
    private final Trail trail;
    private final double factor;
    private final boolean accelerated;
    private final boolean adjusting;
    private final @Nullable NewtonOutcome outcome;

    private Newton(
            NewtonSetup setup,
            double[] trial,
            @Nullable Position accepted,
            @Nullable Position start,
            Trail trail,
            double factor,
            boolean accelerated,
            boolean adjusting,
            @Nullable NewtonOutcome outcome) {
        this.setup = setup;
        this.trial = trial;
        this.accepted = accepted;
        this.start = start;
        this.trail = trail;
        this.factor = factor;
        this.accelerated = accelerated;
        this.adjusting = adjusting;
        this.outcome = outcome;
    }

    public static Newton begin(NewtonSetup setup, double[] start) {
        return new Newton(setup, start.clone(), null, null, Trail.EMPTY, 1, false, false, null);
    }

    /** What to ask next; empty where ended. */
    public Optional<Question> question() {
        if (outcome != null) {
            return Optional.empty();
        }
        String step = "%s, step %d".formatted(setup.name(), trail.steps().size());
        if (adjusting && accepted != null) {
            return Optional.of(setup.objective()
                    .adjustment(
                            step + ", Firth's part",
                            accepted.point(),
                            Cholesky.of(accepted.evaluation().information())
                                    .orElseThrow()
                                    .inverse()));
        }
        return Optional.of(setup.objective().question(step, trial));
    }

    /** How it ended; empty while there is a question. */
    public Optional<NewtonOutcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** The state after the answer to {@link #question}. */
    public Newton after(SumReader sum) {
        if (outcome != null) {
            throw new IllegalStateException("the optimisation has ended; there is nothing to answer");
        }
        if (adjusting && accepted != null) {
            return advance(accepted.adjusted(setup.objective().readAdjustment(sum, accepted.point())));
        }
        Evaluation evaluation = setup.objective().read(sum, trial);
        Optional<Position> position = Position.of(setup, trial, evaluation);
        if (accepted == null) {
            return first(evaluation, position);
        }
        if (position.isEmpty() || fell(accepted, position.get())) {
            return shorter(accepted);
        }
        return accept(position.get());
    }

    private Newton first(Evaluation evaluation, Optional<Position> position) {
        if (evaluation.beyond() > 0) {
            return end(new NewtonOutcome.Beyond(evaluation.beyond()));
        }
        if (!setup.isPenalised() || setup.firth()) {
            var dependences = Dependence.among(
                    evaluation.information(), setup.objective().negligible());
            if (!dependences.isEmpty()) {
                return end(new NewtonOutcome.Dependent(dependences));
            }
        }
        return position.map(this::accept).orElseGet(() -> end(new NewtonOutcome.Singular(0)));
    }

    private static boolean fell(Position before, Position now) {
        return now.value() < before.value() - ROUNDING * (1 + Math.abs(before.value()));
    }

    /** An accelerated step that failed is replaced by the plain one, a plain one is halved. */
    private Newton shorter(Position from) {
        double next = accelerated ? 1 : factor / 2;
        Step step = trail.last();
        if (next < Math.scalb(1.0, -MOST_HALVINGS)) {
            return step.length() < NEARLY_THERE ? converged(from, true) : notConverged();
        }
        return new Newton(setup, moved(from, step.change(), next), from, start, trail, next, false, false, null);
    }

    private static double[] moved(Position from, double[] change, double factor) {
        double[] point = from.point().clone();
        for (int i = 0; i < point.length; i++) {
            point[i] += factor * change[i];
        }
        return point;
    }

    private Newton accept(Position position) {
        return setup.isAdjusted()
                ? new Newton(setup, trial, position, start, trail, factor, false, true, null)
                : advance(position);
    }

    private Newton advance(Position position) {
        Step step = position.step(setup);
        Newton here = new Newton(
                setup,
                trial,
                position,
                start == null ? position : start,
                trail.plus(position.point(), step),
                1,
                false,
                false,
                null);
        return here.onward(position, step);
    }

    private Newton onward(Position position, Step step) {
        if (!Double.isFinite(step.length())) {
            return end(new NewtonOutcome.Singular(trail.iterations()));
        }
        if (step.length() <= setup.stopping().tolerance()) {
            return converged(position, false);
        }
        if (!setup.isPenalised() && trail.runsOff()) {
            return end(new NewtonOutcome.RunsOff(trail.moving(), isExhausted(position, step)));
        }
        if (trail.isAtWorkingPrecision(setup.isAdjusted() ? SMALL_AMONG_SLOW : SMALL)) {
            return converged(position, true);
        }
        if (trail.iterations() >= setup.stopping().maxIterations()) {
            return notConverged();
        }
        Optional<double[]> faster = setup.isAdjusted() ? Acceleration.step(trail) : Optional.empty();
        double[] change = faster.orElse(step.change());
        return new Newton(
                setup, moved(position, change, 1), position, start, trail, 1, faster.isPresent(), false, null);
    }

    /** Under complete separation the deviance that is left is of the size of what a step gains. */
    private static boolean isExhausted(Position position, Step step) {
        return position.evaluation().deviance() <= 20 * step.length() * step.length();
    }

    private Newton converged(Position position, boolean toWorkingPrecision) {
        return end(new NewtonOutcome.Converged(
                moved(position, trail.last().change(), 1),
                position.evaluation(),
                (start == null ? position : start).evaluation(),
                position.curvature(),
                position.value(),
                trail.iterations(),
                toWorkingPrecision));
    }

    private Newton notConverged() {
        return end(new NewtonOutcome.NotConverged(trail.iterations(), trail.last().length()));
    }

    private Newton end(NewtonOutcome end) {
        return new Newton(setup, trial, accepted, start, trail, factor, false, false, end);
    }
}

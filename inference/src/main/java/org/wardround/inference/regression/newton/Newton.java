package org.wardround.inference.regression.newton;

import java.util.List;
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
 * state      question                          answer leads to
 * TRYING     score and information at a trial  a shorter step and TRYING; or on from the trial, which is accepted
 * ADJUSTING  Firth's part of the score         on
 * CHECKING   rows against where coefficients   the end where there are none, or on
 *            seem to run off to
 * ended      none
 *
 * on: the next step and TRYING, ADJUSTING first under Firth's penalty, CHECKING first where coefficients seem to run off; or the end
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

    private enum Phase {
        TRYING,
        ADJUSTING,
        CHECKING
    }

    /**
     * A trial, and how it was reached from the point accepted last.
     *
     * @param factor the share of the step that was taken
     * @param accelerated whether the step is a combination of former ones
     */
    private record Trial(double[] point, double factor, boolean accelerated) {}

    private final NewtonSetup setup;
    private final Phase phase;
    private final Trial trial;
    private final @Nullable Position accepted;
    private final @Nullable Evaluation start;
    private final Trail trail;
    private final @Nullable NewtonOutcome outcome;

    private Newton(
            NewtonSetup setup,
            Phase phase,
            Trial trial,
            @Nullable Position accepted,
            @Nullable Evaluation start,
            Trail trail,
            @Nullable NewtonOutcome outcome) {
        this.setup = setup;
        this.phase = phase;
        this.trial = trial;
        this.accepted = accepted;
        this.start = start;
        this.trail = trail;
        this.outcome = outcome;
    }

    public static Newton begin(NewtonSetup setup, double[] start) {
        return new Newton(setup, Phase.TRYING, new Trial(start.clone(), 1, false), null, null, Trail.EMPTY, null);
    }

    private Newton asking(Phase next, Position position) {
        return new Newton(setup, next, trial, position, start, trail, null);
    }

    private Newton trying(Trial next, Position from) {
        return new Newton(setup, Phase.TRYING, next, from, start, trail, null);
    }

    private Newton end(NewtonOutcome end) {
        return new Newton(setup, phase, trial, accepted, start, trail, end);
    }

    /** What to ask next; empty where ended. */
    public Optional<Question> question() {
        if (outcome != null) {
            return Optional.empty();
        }
        String purpose = "%s, step %d".formatted(setup.name(), trail.steps().size());
        Objective objective = setup.objective();
        return Optional.of(
                switch (phase) {
                    case TRYING -> objective.question(purpose, trial.point);
                    case ADJUSTING ->
                        objective.adjustment(
                                purpose + ", Firth's part",
                                here().point(),
                                Cholesky.of(here().evaluation().information())
                                        .orElseThrow()
                                        .inverse());
                    case CHECKING ->
                        objective.separation(purpose + ", separation", moving(), Separation.scaled(here().point()));
                });
    }

    private Position here() {
        if (accepted == null) {
            throw new IllegalStateException("no point has been accepted yet");
        }
        return accepted;
    }

    private double[] moving() {
        return Separation.scaled(trail.last().change());
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
        return switch (phase) {
            case TRYING -> tried(setup.objective().read(sum, trial.point));
            case ADJUSTING -> advance(here().adjusted(setup.objective().readAdjustment(sum, here().point())));
            case CHECKING ->
                checked(setup.objective().readSeparation(sum, moving(), Separation.scaled(here().point())));
        };
    }

    private Newton tried(Evaluation evaluation) {
        Optional<Position> position = Position.of(setup, trial.point, evaluation);
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
            List<Dependence> dependences =
                    Dependence.among(evaluation.information(), setup.objective().negligible());
            if (!dependences.isEmpty()) {
                return end(new NewtonOutcome.Dependent(dependences));
            }
        }
        Newton begun = new Newton(setup, phase, trial, null, evaluation, trail, null);
        return position.map(begun::accept).orElseGet(() -> end(new NewtonOutcome.Singular(0)));
    }

    private static boolean fell(Position before, Position now) {
        return now.value() < before.value() - ROUNDING * (1 + Math.abs(before.value()));
    }

    /** An accelerated step that failed is replaced by the plain one, a plain one is halved. */
    private Newton shorter(Position from) {
        double factor = trial.accelerated ? 1 : trial.factor / 2;
        Step step = trail.last();
        if (factor < Math.scalb(1.0, -MOST_HALVINGS)) {
            return step.length() < NEARLY_THERE ? converged(from, true) : notConverged();
        }
        return trying(new Trial(moved(from, step.change(), factor), factor, false), from);
    }

    private static double[] moved(Position from, double[] change, double factor) {
        double[] point = from.point().clone();
        for (int i = 0; i < point.length; i++) {
            point[i] += factor * change[i];
        }
        return point;
    }

    private Newton accept(Position position) {
        return setup.isAdjusted() ? asking(Phase.ADJUSTING, position) : advance(position);
    }

    private Newton advance(Position position) {
        Step step = position.step(setup);
        Newton there = new Newton(setup, phase, trial, position, start, trail.plus(position.point(), step), null);
        return there.onward(position, step);
    }

    private Newton onward(Position position, Step step) {
        if (!Double.isFinite(step.length())) {
            return end(new NewtonOutcome.Singular(trail.iterations()));
        }
        if (step.length() <= setup.stopping().tolerance()) {
            return converged(position, false);
        }
        if (!setup.isPenalised() && setup.objective().isSeparable() && trail.seemsToRunOff()) {
            return asking(Phase.CHECKING, position);
        }
        if (trail.isAtWorkingPrecision(setup.isAdjusted() ? SMALL_AMONG_SLOW : SMALL)) {
            return converged(position, true);
        }
        return next(position, step);
    }

    private Newton checked(Separation separation) {
        return separation.exists()
                ? end(new NewtonOutcome.RunsOff(trail.moving(), separation.isComplete()))
                : next(here(), trail.last());
    }

    private Newton next(Position position, Step step) {
        if (trail.iterations() >= setup.stopping().maxIterations()) {
            return notConverged();
        }
        Optional<double[]> faster = setup.isAdjusted() ? Acceleration.step(trail) : Optional.empty();
        double[] change = faster.orElse(step.change());
        return trying(new Trial(moved(position, change, 1), 1, faster.isPresent()), position);
    }

    private Newton converged(Position position, boolean toWorkingPrecision) {
        return end(new NewtonOutcome.Converged(
                moved(position, trail.last().change(), 1),
                position.evaluation(),
                start == null ? position.evaluation() : start,
                position.curvature(),
                position.value(),
                trail.iterations(),
                toWorkingPrecision));
    }

    private Newton notConverged() {
        return end(
                new NewtonOutcome.NotConverged(trail.iterations(), trail.last().length()));
    }
}

package org.wardround.core.strategy;

import java.util.List;
import java.util.Optional;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;

/**
 * A federated training as a pair of pure functions: what to ask next given the state, and the next state given the sum. Every strategy is one
 * composition of the same parts; all of them need nothing but sums.
 *
 * <pre>
 * progress    question  answer gives
 * TRAINING    Train     losses of the model that was sent; then STOPPED_EARLY, or the next model and TRAINING, or MEASURING after the last round
 * MEASURING   Loss      losses of the last model; then ALL_ROUNDS_TRAINED or STOPPED_EARLY
 * done        none
 * </pre>
 *
 * <p>Sites measure the model that they receive, so the losses of a round's model arrive with the answers to the next question. Immutable and
 * thread-safe if the vector factory is. Bits do not depend on the order in which sites answered, because the sum has no order.
 */
public final class FederatedTraining {
    private final TrainingSpec spec;
    private final TrainingSize size;
    private final VectorWriter.Factory vectors;
    private final SumLayout trainLayout;
    private final SumLayout lossLayout;

    /**
     * @throws FederationException {@code STUDY_UNFIT} with all of {@link TrainingProblems}, or {@code SUM_OVERFLOW}
     */
    public FederatedTraining(TrainingSpec spec, TrainingSize size, VectorWriter.Factory vectors) {
        List<String> problems = TrainingProblems.of(spec);
        if (!problems.isEmpty()) {
            throw new FederationException(ErrorCode.STUDY_UNFIT, String.join("; ", problems));
        }
        this.spec = spec;
        this.size = size;
        this.vectors = vectors;
        this.trainLayout = TrainingLayouts.train(spec.strategy(), size);
        this.lossLayout = TrainingLayouts.loss(size);
    }

    /** The L2 norm to which sites scale their clipped segments down. */
    public double maxNorm() {
        return spec.strategy().clip();
    }

    /** Before round 1. */
    public TrainingState start(Vector initialModel) {
        if (initialModel.length() != size.parameters()) {
            throw new IllegalArgumentException("the model has %d parameters, the initial vector %d"
                    .formatted(size.parameters(), initialModel.length()));
        }
        TrainedModel model = new TrainedModel(0, initialModel, 0);
        return new TrainingState(
                1,
                model,
                ServerState.initial(spec.strategy(), size.parameters(), vectors),
                new BestRound(model, Double.POSITIVE_INFINITY),
                List.of(),
                TrainingProgress.TRAINING);
    }

    /** What to ask in the next round; empty when training is done. */
    public Optional<TrainingTask> next(TrainingState state) {
        return switch (state.progress()) {
            case TRAINING ->
                Optional.of(new TrainingTask.Train(
                        state.round(), state.model(), state.server().control(), rateFactor(state), trainLayout));
            case MEASURING -> Optional.of(new TrainingTask.Loss(state.round(), state.model(), lossLayout));
            case ALL_ROUNDS_TRAINED, STOPPED_EARLY -> Optional.empty();
        };
    }

    private double rateFactor(TrainingState state) {
        return spec.local().schedule().factor(state.current().round() + 1, spec.rounds());
    }

    /** The same question again in a new round, with new batches: the round was abandoned and nothing was summed. */
    public TrainingState abandon(TrainingState state) {
        return state.withRound(state.round() + 1);
    }

    /**
     * The state after the answers to {@link #next}, in their sum.
     *
     * @throws FederationException {@code DIVERGED} when a parameter is no longer a number; {@code STUDY_UNFIT} when early stopping finds no
     *     validation rows
     */
    public TrainingState step(TrainingState state, Sum sum) {
        SumLayout asked = next(state)
                .orElseThrow(() -> new IllegalStateException("training is done; there is nothing to answer"))
                .layout();
        double share = sum.value(TrainingSegments.SHARE);
        if (!sum.layout().equals(asked) || !(share > 0)) {
            throw new IllegalArgumentException("the sum must be in the question's layout, over at least one site");
        }
        TrainingState measured = measured(state, sum, share);
        return afterMeasuring(measured, sum, share).withRound(state.round() + 1);
    }

    private TrainingState afterMeasuring(TrainingState state, Sum sum, double share) {
        if (shouldStop(state)) {
            return state.withProgress(TrainingProgress.STOPPED_EARLY);
        }
        return state.progress() == TrainingProgress.MEASURING
                ? state.withProgress(TrainingProgress.ALL_ROUNDS_TRAINED)
                : trained(state, sum, share);
    }

    private TrainingState measured(TrainingState state, Sum sum, double share) {
        double rows = sum.value(TrainingSegments.VALIDATION_ROWS);
        RoundLosses losses = new RoundLosses(
                state.current().round(),
                sum.value(TrainingSegments.TRAIN_LOSS) / share,
                rows > 0 ? sum.value(TrainingSegments.VALIDATION_LOSS) / rows : Double.NaN,
                state.current().updateNorm(),
                sum.contributors());
        if (spec.earlyStopping() == null) {
            return state.withLosses(losses, state.best());
        }
        if (!losses.isValidated()) {
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    "early stopping needs validation rows and no site of round %d has any: give data.split a validation share, or leave out training.earlyStopping"
                            .formatted(state.round()));
        }
        BestRound candidate = new BestRound(state.current(), losses.validationLoss());
        return state.withLosses(losses, state.best().orBetter(candidate, spec.earlyStopping()));
    }

    private boolean shouldStop(TrainingState state) {
        return spec.earlyStopping() != null
                && state.current().round() - state.best().model().round()
                        >= spec.earlyStopping().patience();
    }

    private TrainingState trained(TrainingState state, Sum sum, double share) {
        StrategySpec strategy = spec.strategy();
        // A site's local rate has no part in FedSGD, so the schedule acts on the server's.
        double factor = strategy.local() instanceof LocalRule.Gradient ? rateFactor(state) : 1;
        ServerStep step = new ServerStep(strategy.server(), factor, size.parameters(), vectors);
        ServerStep.Next next = step.apply(state.model(), state.server(), sum, changeScale(sum, share));
        int round = state.current().round() + 1;
        if (!step.isFinite()) {
            throw diverged(state.round());
        }
        TrainingProgress progress = round == spec.rounds() ? TrainingProgress.MEASURING : TrainingProgress.TRAINING;
        return state.withModel(new TrainedModel(round, next.parameters(), step.updateNorm()), next.server())
                .withProgress(progress);
    }

    /** FedNova's mean of normalised changes is multiplied by the mean number of steps (Wang et al. 2020, equation 6). */
    private double changeScale(Sum sum, double share) {
        return spec.strategy().local() instanceof LocalRule.Normalised
                ? sum.value(TrainingSegments.STEPS) / share / share
                : 1 / share;
    }

    /** What a training gave. */
    public TrainingResult result(TrainingState state) {
        if (!state.progress().isDone()) {
            throw new IllegalStateException("training is not done: " + state.progress());
        }
        TrainedModel selected =
                spec.earlyStopping() == null ? state.current() : state.best().model();
        return new TrainingResult(selected.parameters(), selected.round(), state.history(), state.progress());
    }

    /** The outcome of a round in which all sites had to refuse because their updates were no numbers or beyond all bounds. */
    public static FederationException diverged(int round) {
        return new FederationException(
                ErrorCode.DIVERGED,
                "training diverged in round %d: the model is no longer made of useful numbers; lower local.optimiser.learningRate (try a tenth), and check that data.standardise is not 'none'"
                        .formatted(round));
    }
}

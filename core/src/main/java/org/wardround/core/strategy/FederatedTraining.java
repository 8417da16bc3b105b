package org.wardround.core.strategy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.wardround.core.aggregate.Aggregator;
import org.wardround.core.aggregate.Aggregators;
import org.wardround.core.aggregate.PerSiteAggregator;
import org.wardround.core.aggregate.SumAggregator;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.Clip;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.StrategySpec.ServerRule;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.sum.MaskedSum;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.update.PerSiteUpdate;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;

/**
 * A federated training as a pair of pure functions: what to ask next given the state, and the next state given the sum. Every strategy is one
 * composition of the same parts. Most need nothing but the sum; those with a {@link PerSiteAggregator} take the sites' updates one by one.
 *
 * <pre>
 * progress    question  answer gives
 * TRAINING    Train     losses of the model that was sent; then STOPPED_EARLY, or the next model and TRAINING, or MEASURING after the last round
 * MEASURING   Loss      losses of the last model; then ALL_ROUNDS_TRAINED or STOPPED_EARLY
 * done        none
 * </pre>
 *
 * <p>Sites measure the model that they receive, so the losses of a round's model arrive with the answers to the next question; under differential privacy those of the last model alone do. Immutable and
 * thread-safe if the vector factory is. Bits do not depend on the order in which sites answered, because a sum has no order and updates are read in the order of the sites' names.
 */
public final class FederatedTraining {
    private final TrainingSpec spec;
    private final TrainingSize size;
    private final VectorWriter.Factory vectors;
    private final Aggregator aggregator;
    private final ReleaseKind release;
    private final SumLayout trainLayout;
    private final SumLayout lossLayout;

    /**
     * @throws FederationException {@code STUDY_UNFIT} with all of {@link TrainingProblems}, or {@code SUM_OVERFLOW}
     */
    public FederatedTraining(TrainingSpec spec, TrainingSize size, VectorWriter.Factory vectors) {
        List<String> problems = TrainingProblems.of(spec, size);
        if (!problems.isEmpty()) {
            throw new FederationException(ErrorCode.STUDY_UNFIT, String.join("; ", problems));
        }
        this.spec = spec;
        this.size = size;
        this.vectors = vectors;
        this.aggregator = Aggregators.of(spec.strategy().aggregation());
        boolean sums = aggregator instanceof SumAggregator;
        this.release = sums ? ReleaseKind.SUM : ReleaseKind.PER_SITE_UPDATE;
        this.trainLayout = sums ? TrainingLayouts.train(spec, size) : TrainingLayouts.perSite(spec.strategy(), size);
        this.lossLayout = sums ? TrainingLayouts.loss(size) : TrainingLayouts.perSiteLoss(size);
    }

    /** How many sites must answer a round of training so that it can count. */
    public int leastSites() {
        if (spec.privacy() != null && spec.privacy().isDistributed()) {
            return MaskedSum.threshold(Sites.count(spec.strategy().selection(), size.sites()));
        }
        return aggregator instanceof PerSiteAggregator perSite ? perSite.leastSites() : 1;
    }

    /** Before round 1. */
    public TrainingState start(Vector initialModel) {
        if (initialModel.length() != size.parameters()) {
            throw new IllegalArgumentException("the model has %d parameters, the initial vector %d"
                    .formatted(size.parameters(), initialModel.length()));
        }
        TrainedModel model = TrainedModel.initial(initialModel);
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
                        state.round(), state.model(), state.server().control(), rateFactor(state), trainForm(state)));
            case MEASURING ->
                Optional.of(new TrainingTask.Loss(
                        state.round(), state.model(), new AnswerForm(release, lossLayout, Double.POSITIVE_INFINITY)));
            case ALL_ROUNDS_TRAINED, STOPPED_EARLY -> Optional.empty();
        };
    }

    private AnswerForm trainForm(TrainingState state) {
        Clip clip = spec.strategy().clip();
        return new AnswerForm(
                release,
                trainLayout,
                clip instanceof Clip.Adaptive ? state.server().bound() : clip.initial());
    }

    private double rateFactor(TrainingState state) {
        return spec.local().schedule().factor(state.current().round() + 1, spec.rounds());
    }

    /**
     * The same question again in a new round, with new batches: the round was abandoned and nothing was summed. Under differential privacy it counts all the same, because sites answered it.
     *
     * @throws FederationException {@code QUORUM_NOT_MET} where no round is left and none has counted
     */
    public TrainingState abandon(TrainingState state) {
        TrainingState next = state.withRound(state.round() + 1);
        if (state.progress() != TrainingProgress.TRAINING || !isLast(state)) {
            return next;
        }
        if (state.current().round() == 0) {
            throw new FederationException(
                    ErrorCode.QUORUM_NOT_MET,
                    "none of the %d rounds that the privacy budget was made for had enough answers; see why sites did not answer, or raise training.rounds"
                            .formatted(spec.rounds()));
        }
        return next.withProgress(TrainingProgress.MEASURING);
    }

    /** Whether the noise was made for no round after this one. */
    private boolean isLast(TrainingState state) {
        return spec.privacy() != null && state.round() >= spec.rounds();
    }

    /**
     * The state after the answers to {@link #next}, in their sum.
     *
     * @throws FederationException {@code DIVERGED} when a parameter is no longer a number; {@code STUDY_UNFIT} when early stopping finds no
     *     validation rows
     */
    public TrainingState step(TrainingState state, Sum sum) {
        requireAsked(state, sum.layout());
        if (aggregator instanceof SumAggregator adding) {
            return step(state, new SummedAnswers(spec, adding, sum));
        }
        throw new IllegalArgumentException("the sites were asked for updates of their own and not for a sum");
    }

    /**
     * The same where the sites were asked for updates of their own.
     *
     * @param updates of at least {@link #leastSites()} different sites, in any order
     */
    public TrainingState step(TrainingState state, Collection<PerSiteUpdate> updates) {
        updates.forEach(update -> requireAsked(state, update.layout()));
        if (aggregator instanceof PerSiteAggregator perSite) {
            return step(state, new PerSiteAnswers(perSite, updates, vectors));
        }
        throw new IllegalArgumentException("the sites were asked for a sum and not for updates of their own");
    }

    private void requireAsked(TrainingState state, SumLayout layout) {
        SumLayout asked = next(state)
                .orElseThrow(() -> new IllegalStateException("training is done; there is nothing to answer"))
                .layout();
        if (!layout.equals(asked)) {
            throw new IllegalArgumentException("the answer must be in the question's layout");
        }
    }

    private TrainingState step(TrainingState state, RoundAnswers answers) {
        TrainingState measured = measured(state, answers);
        return afterMeasuring(measured, answers).withRound(state.round() + 1);
    }

    private TrainingState afterMeasuring(TrainingState state, RoundAnswers answers) {
        if (shouldStop(state)) {
            return state.withProgress(TrainingProgress.STOPPED_EARLY);
        }
        return state.progress() == TrainingProgress.MEASURING
                ? state.withProgress(TrainingProgress.ALL_ROUNDS_TRAINED)
                : trained(state, answers);
    }

    private TrainingState measured(TrainingState state, RoundAnswers answers) {
        RoundLosses losses = new RoundLosses(
                state.current().round(),
                answers.trainLoss(),
                answers.validationLoss(),
                state.current().updateNorm(),
                answers.contributors());
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

    private TrainingState trained(TrainingState state, RoundAnswers answers) {
        StrategySpec strategy = spec.strategy();
        RoundAnswers.Advance advance = answers.advance(state.server());
        // A site's local rate has no part in FedSGD, so the schedule acts on the server's.
        double factor = strategy.local() instanceof LocalRule.Gradient ? rateFactor(state) : 1;
        ServerStep step = new ServerStep(strategy.server(), factor, size.parameters(), vectors);
        Vector change = strategy.server() instanceof ServerRule.Newton newton
                ? NewtonSums.step(
                        new NewtonSums.Floor(newton.ridge(), answers.noise()), state.model(), advance.change())
                : advance.change();
        ServerStep.Next next = step.apply(state.model(), state.server(), change, advance.controlChange());
        int round = state.current().round() + 1;
        if (!step.isFinite()) {
            throw diverged(state.round());
        }
        TrainingProgress progress =
                round == spec.rounds() || isLast(state) ? TrainingProgress.MEASURING : TrainingProgress.TRAINING;
        TrainedModel.Step made = new TrainedModel.Step(step.updateNorm(), advance.bound(), advance.outliers());
        return state.withModel(
                        new TrainedModel(round, next.parameters(), made),
                        next.server().withBound(advance.nextBound()))
                .withProgress(progress);
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

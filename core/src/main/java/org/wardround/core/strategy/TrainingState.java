package org.wardround.core.strategy;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.vector.Vector;

/**
 * All that a federated training knows between two rounds. Immutable; only {@link FederatedTraining} makes the next one.
 *
 * @param round number of the next round, from 1; abandoned rounds count
 * @param current the newest model
 * @param best the model that early stopping would keep
 * @param history losses after round 0 (the initial model), 1, …; those of the newest model come with the next answer
 */
public record TrainingState(
        int round,
        TrainedModel current,
        ServerState server,
        BestRound best,
        List<RoundLosses> history,
        TrainingProgress progress) {
    public TrainingState {
        history = List.copyOf(history);
    }

    /** Parameters of the newest model. */
    public Vector model() {
        return current.parameters();
    }

    TrainingState withRound(int next) {
        return new TrainingState(next, current, server, best, history, progress);
    }

    TrainingState withProgress(TrainingProgress next) {
        return new TrainingState(round, current, server, best, history, next);
    }

    TrainingState withModel(TrainedModel model, ServerState nextServer) {
        return new TrainingState(round, model, nextServer, best, history, progress);
    }

    TrainingState withLosses(RoundLosses losses, BestRound nextBest) {
        List<RoundLosses> longer = new ArrayList<>(history);
        longer.add(losses);
        return new TrainingState(round, current, server, nextBest, longer, progress);
    }
}

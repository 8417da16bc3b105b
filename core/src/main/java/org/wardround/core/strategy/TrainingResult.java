package org.wardround.core.strategy;

import java.util.List;
import org.wardround.core.vector.Vector;

/**
 * What a finished training gives.
 *
 * @param model the selected parameters
 * @param round the completed round they are from: the best one under early stopping, else the last; 0: the initial model
 * @param history losses after each round, from round 0 on
 * @param reason why training ended; a done progress
 */
public record TrainingResult(Vector model, int round, List<RoundLosses> history, TrainingProgress reason) {
    public TrainingResult {
        history = List.copyOf(history);
    }
}

package org.wardround.core.strategy;

import org.wardround.core.study.EarlyStopping;

/**
 * The model with the lowest validation loss so far.
 *
 * @param validationLoss infinite before the first one is known
 */
public record BestRound(TrainedModel model, double validationLoss) {
    /** This, or the candidate where its loss is lower by more than the minimum improvement. */
    BestRound orBetter(BestRound candidate, EarlyStopping rule) {
        return candidate.validationLoss < validationLoss - rule.minimumImprovement() ? candidate : this;
    }
}

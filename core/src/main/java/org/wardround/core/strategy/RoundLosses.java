package org.wardround.core.strategy;

/**
 * The losses of the model as it was after a round. Plain losses: weight decay and proximal terms are not in them.
 *
 * @param round completed training rounds; 0: the initial model
 * @param trainLoss mean over the training rows of the sites that answered, each site with its share
 * @param validationLoss mean over their validation rows; NaN where they have none
 * @param updateNorm L2 norm of the mean change that led to this model; 0 for the initial one
 * @param contributors how many sites the losses come from
 */
public record RoundLosses(int round, double trainLoss, double validationLoss, double updateNorm, int contributors) {
    /** Whether there were validation rows. */
    public boolean isValidated() {
        return !Double.isNaN(validationLoss);
    }
}

package org.wardround.core.strategy;

/**
 * The losses of the model as it was after a round. Plain losses: weight decay and proximal terms are not in them.
 *
 * @param round completed training rounds; 0: the initial model
 * @param trainLoss mean over the training rows of the sites that answered, each site with its share; NaN where it was not asked, as under differential privacy
 * @param validationLoss mean over their validation rows; NaN where they have none, or were not asked
 * @param updateNorm L2 norm of the mean change that led to this model; 0 for the initial one
 * @param contributors how many sites the losses come from
 */
public record RoundLosses(int round, double trainLoss, double validationLoss, double updateNorm, int contributors) {
    /** Whether validation rows say something. */
    public boolean isValidated() {
        return !Double.isNaN(validationLoss);
    }
}

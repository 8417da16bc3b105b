package org.wardround.core.study;

/**
 * Stops when the federated validation loss has not fallen by more than {@code minimumImprovement} for {@code patience} rounds; the model of
 * the best round is kept.
 *
 * @param patience rounds, at least 1
 * @param minimumImprovement in units of the loss, finite, 0 or more
 */
public record EarlyStopping(int patience, double minimumImprovement) {
    public EarlyStopping {
        if (patience < 1 || !(minimumImprovement >= 0 && Double.isFinite(minimumImprovement))) {
            throw new IllegalArgumentException(
                    "early stopping needs patience ≥ 1 and minimumImprovement ≥ 0, got %d and %s"
                            .formatted(patience, minimumImprovement));
        }
    }
}

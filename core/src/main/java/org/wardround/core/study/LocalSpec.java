package org.wardround.core.study;

/**
 * What each site does in a round.
 *
 * @param work steps or epochs
 * @param batchSize rows a step; 0: all of the site's training rows
 * @param weightDecay λ ≥ 0: λ·w is added to the gradient of weights, not of intercepts and biases
 */
public record LocalSpec(Work work, int batchSize, LocalOptimizer optimizer, double weightDecay, Schedule schedule) {
    public LocalSpec {
        if (batchSize < 0) {
            throw new IllegalArgumentException("batchSize must be at least 1, or 'all', got " + batchSize);
        }
        if (!(weightDecay >= 0 && Double.isFinite(weightDecay))) {
            throw new IllegalArgumentException("weightDecay must be 0 or more, got " + weightDecay);
        }
    }

    /** How long a site trains in a round. */
    public sealed interface Work {
        /** So many batches; the shuffled batches go on where the last round stopped. */
        record Steps(int count) implements Work {
            public Steps {
                if (count < 1) {
                    throw new IllegalArgumentException("steps must be at least 1, got " + count);
                }
            }
        }

        /** So many passes over the site's training rows. */
        record Epochs(int count) implements Work {
            public Epochs {
                if (count < 1) {
                    throw new IllegalArgumentException("epochs must be at least 1, got " + count);
                }
            }
        }
    }
}

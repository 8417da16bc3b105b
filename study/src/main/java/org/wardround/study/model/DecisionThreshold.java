package org.wardround.study.model;

import org.wardround.core.study.ThresholdRule;

/**
 * From which probability on a patient counts as positive.
 *
 * @param rule how it was chosen
 * @param probability from 0, where everybody counts as positive, and below 1
 */
public record DecisionThreshold(ThresholdRule rule, double probability) {
    public DecisionThreshold {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "a threshold is a probability from 0 on and below 1, got " + probability);
        }
    }
}

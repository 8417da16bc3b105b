package org.wardround.core.strategy;

import org.wardround.core.vector.Vector;

/**
 * Parameters as they were after a round.
 *
 * @param round completed training rounds; 0: the initial model
 * @param updateNorm L2 norm of the mean change that led to it; 0 for the initial model
 */
public record TrainedModel(int round, Vector parameters, double updateNorm) {}

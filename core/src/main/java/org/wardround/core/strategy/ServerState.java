package org.wardround.core.strategy;

import org.wardround.core.vector.Vector;

/**
 * What the server rule keeps from round to round; a vector that the strategy has no use for is empty.
 *
 * @param firstMoment m of FedAvgM and the adaptive rules
 * @param secondMoment v of the adaptive rules
 * @param control c of SCAFFOLD
 */
public record ServerState(Vector firstMoment, Vector secondMoment, Vector control) {}

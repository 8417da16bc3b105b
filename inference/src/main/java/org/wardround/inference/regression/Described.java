package org.wardround.inference.regression;

import org.wardround.inference.regression.question.Scaling;

/**
 * What is known before the fit.
 *
 * @param scaling of all columns; a constant one, which only a ridge penalty allows, has scale 1
 * @param outcomeVariance about the weighted mean, over rows
 */
record Described(Moments moments, Scaling scaling, double outcomeVariance) {}

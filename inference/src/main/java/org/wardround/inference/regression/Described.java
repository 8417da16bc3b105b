package org.wardround.inference.regression;

import org.wardround.inference.regression.question.Scaling;
import org.wardround.inference.regression.question.Sizes;

/**
 * What is known before the fit.
 *
 * @param scaling of all columns; a constant one, which only a ridge penalty allows, has scale 1
 */
record Described(Moments moments, Scaling scaling, Sizes sizes) {}

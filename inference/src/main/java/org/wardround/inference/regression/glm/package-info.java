/**
 * Generalised linear models from sums: score, information, deviance and log-likelihood in one pass, hat values and clustered scores in another. A
 * site's answer is a pure function of its rows; iterations belong to the newton package.
 */
@NullMarked
package org.wardround.inference.regression.glm;

import org.jspecify.annotations.NullMarked;

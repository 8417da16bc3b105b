/**
 * Exact regression from sums over sites: generalised linear models, Cox, and the linear model with a random intercept, with tests, robust covariance and
 * reasons in words where there is no answer. {@link org.wardround.inference.regression.RegressionRun} is the way in. Study formats, rounds and
 * printing belong elsewhere.
 */
@NullMarked
package org.wardround.inference.regression;

import org.jspecify.annotations.NullMarked;

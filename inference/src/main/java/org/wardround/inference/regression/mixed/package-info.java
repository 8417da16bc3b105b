/**
 * The linear model with a random intercept per site, by maximum likelihood and REML from sums. Sites are the groups, so each is asked once a
 * pass. What is computed from one sum belongs to the other packages of regression.
 */
@NullMarked
package org.wardround.inference.regression.mixed;

import org.jspecify.annotations.NullMarked;

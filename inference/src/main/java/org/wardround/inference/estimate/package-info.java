/**
 * A figure with its uncertainty, and the intervals that others build theirs from: Wilson's, logit, t, and the combination of independent
 * limits. Everything is a pure function of totals. What a figure means, and where its totals come from, belongs to the other packages.
 */
@NullMarked
package org.wardround.inference.estimate;

import org.jspecify.annotations.NullMarked;

/**
 * Why there is no fit, as values that say it in words. No rows and no sums here, only what a reader of the study may know.
 */
@NullMarked
package org.wardround.inference.regression.problem;

import org.jspecify.annotations.NullMarked;

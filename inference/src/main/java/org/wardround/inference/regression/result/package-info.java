/**
 * What a regression gives: coefficients with their uncertainty, tests, figures of fit, the baseline curve. Values alone, computed from sums.
 */
@NullMarked
package org.wardround.inference.regression.result;

import org.jspecify.annotations.NullMarked;

/**
 * The linear algebra of regression from sums: packed symmetric matrices, their factors, dependent columns, and the loop that adds up weighted
 * products of rows. Pure functions of numbers, with the same bits on every machine. Nothing here knows of models, sites or sums.
 */
@NullMarked
package org.wardround.inference.regression.algebra;

import org.jspecify.annotations.NullMarked;

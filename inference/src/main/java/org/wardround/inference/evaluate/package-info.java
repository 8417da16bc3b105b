/**
 * Metrics with intervals, tables and curves from sums: a site turns its scored rows into one vector, and everything published is computed from
 * the sum of such vectors, or from one of them alone by the same code. Choosing a threshold and recalibrating work the same way. Comparing two
 * models and wording a verdict belong elsewhere.
 */
@NullMarked
package org.wardround.inference.evaluate;

import org.jspecify.annotations.NullMarked;

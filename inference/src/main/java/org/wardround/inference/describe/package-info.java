/**
 * The description rounds that come before training: counts, then means, then spread, each a layout, a site's answer and a pure step from the sum; before an exact regression
 * also how many patients the cells of its codes have. Out comes the preprocessing that is part of the model. Under differential privacy one or two passes over sums with noise stand in their place. Answers are computed from a site's table, which never leaves it; nothing here stores,
 * sends or publishes.
 */
@NullMarked
package org.wardround.inference.describe;

import org.jspecify.annotations.NullMarked;

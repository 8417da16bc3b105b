/**
 * How the sites' answers become one change of the model. A sum aggregator needs nothing but the sum, so it works under masks; a per-site aggregator
 * needs every update in the clear, and its inputs are another type. No model, no rounds and no transport are known here.
 */
@NullMarked
package org.wardround.core.aggregate;

import org.jspecify.annotations.NullMarked;

/**
 * Newton's method as a state machine over sums: what point to ask about next, and where an answer leads. Knows penalties and how a fit fails, but
 * neither families nor sites.
 */
@NullMarked
package org.wardround.inference.regression.newton;

import org.jspecify.annotations.NullMarked;

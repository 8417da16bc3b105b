/**
 * The first two of the three kinds of update: a raw local result, and one that is finite, clipped, weighted and within its bounds. Neither has
 * a codec or prints values. The third, what may leave as bytes, is a Release of the privacy module.
 */
@NullMarked
package org.wardround.core.update;

import org.jspecify.annotations.NullMarked;

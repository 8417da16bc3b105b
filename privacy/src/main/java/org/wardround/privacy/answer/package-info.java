/**
 * The way of one answer at a site, from the raw result to what may leave.
 */
@NullMarked
package org.wardround.privacy.answer;

import org.jspecify.annotations.NullMarked;

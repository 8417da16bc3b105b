/**
 * Sums over sites in integers modulo 2^64: layouts with a scale for each block, rounding to the grid, adding in any order.
 * The same bits come out whatever the order of arrival. Masks belong to the privacy module.
 */
@NullMarked
package org.wardround.core.sum;

import org.jspecify.annotations.NullMarked;

/**
 * Two models on the same rows: the difference of a metric with a paired interval and p, and the verdict that follows for each hospital. It is
 * computed where the rows are: at home at a site, or in a simulation. Figures of one model alone, and ranking of hospitals, do not belong here.
 */
@NullMarked
package org.wardround.inference.compare;

import org.jspecify.annotations.NullMarked;

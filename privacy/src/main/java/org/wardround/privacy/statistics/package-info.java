/**
 * Counts, sums, histograms and quantiles of one site's patients with noise that bounds what one patient changes. Neighbours differ by one patient added or removed; each patient is told to these classes
 * once. Where tables come from and who charges for them is no matter of this package.
 */
@NullMarked
package org.wardround.privacy.statistics;

import org.jspecify.annotations.NullMarked;

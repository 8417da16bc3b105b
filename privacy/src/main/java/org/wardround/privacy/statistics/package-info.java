/**
 * Counts of one site's patients with noise that bounds what one patient changes. Neighbours differ by one patient added or removed. Where tables come from and who charges for them is no matter of this
 * package.
 */
@NullMarked
package org.wardround.privacy.statistics;

import org.jspecify.annotations.NullMarked;

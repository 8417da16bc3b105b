/**
 * Many sites in one process: virtual hospitals, rounds, comparators and the files a run leaves behind. The seeded
 * source of chance is made here and handed to whatever needs it. No network, and no algorithm that a real
 * federation would also need, belong here.
 */
@NullMarked
package org.wardround.simulation;

import org.jspecify.annotations.NullMarked;

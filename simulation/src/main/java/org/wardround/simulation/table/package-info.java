/**
 * Table 1 over many sites in one process: the passes that describe patients, asked in rounds, the same for each site alone, and what of it may be
 * published. Figures that are not yet cleared never leave this package; what leaves it is a published table.
 */
@NullMarked
package org.wardround.simulation.table;

import org.jspecify.annotations.NullMarked;

/**
 * Counts that may be published: Table 1, the flow of records, confusion matrices. Figures that are not yet cleared never leave this package; what leaves it is a published table.
 */
@NullMarked
package org.wardround.publish.table;

import org.jspecify.annotations.NullMarked;

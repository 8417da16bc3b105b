/**
 * Cells: what the text of one cell means for one variable of the dictionary. A reader of cells knows its variable and its
 * mapping, and no rows and no files; what it can't take it refuses with a rule and a remedy.
 */
@NullMarked
package org.wardround.data.cell;

import org.jspecify.annotations.NullMarked;

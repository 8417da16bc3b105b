/**
 * A site's encoded rows as flat arrays, ready for a trainer. They stay at the site: nothing here has a codec or prints
 * values. How rows are read and mapped belongs to the data module.
 */
@NullMarked
package org.wardround.core.dataset;

import org.jspecify.annotations.NullMarked;

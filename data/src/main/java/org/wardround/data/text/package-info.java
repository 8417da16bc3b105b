/**
 * Delimited text: files found, decoded, taken apart into rows, one row at a time. What a cell means is not known here.
 * Everything that can be wrong with a file as a file is found here and told with its line.
 */
@NullMarked
package org.wardround.data.text;

import org.jspecify.annotations.NullMarked;

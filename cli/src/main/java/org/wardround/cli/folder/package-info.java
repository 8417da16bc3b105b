/**
 * Folders and files that a command writes: whole or not at all, and never over something that this program did not write. What stands in them is
 * decided elsewhere.
 */
@NullMarked
package org.wardround.cli.folder;

import org.jspecify.annotations.NullMarked;

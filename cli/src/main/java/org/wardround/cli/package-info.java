/**
 * The command {@code wardround}: arguments, progress, tables and exit codes. The whole program is wired together
 * here, top to bottom; trainers and readers are named nowhere else. No algorithm and no file format belong here.
 */
@NullMarked
package org.wardround.cli;

import org.jspecify.annotations.NullMarked;

/**
 * The commands, one class each: arguments in, work done by the modules below, words and an exit code out. No algorithm and no file format belong here.
 */
@NullMarked
package org.wardround.cli.command;

import org.jspecify.annotations.NullMarked;

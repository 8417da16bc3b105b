/**
 * Commands and their arguments as values, and the parser that reads a command line into them. The only place that knows the parser library. No command
 * of this program is named here.
 */
@NullMarked
package org.wardround.cli.argument;

import org.jspecify.annotations.NullMarked;

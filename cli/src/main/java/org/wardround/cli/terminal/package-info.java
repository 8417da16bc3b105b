/**
 * What a person sees in a terminal: width and colours, the progress line, tables and wrapped text. All of it is told what terminal there is and asks
 * nobody. No wording of a command belongs here.
 */
@NullMarked
package org.wardround.cli.terminal;

import org.jspecify.annotations.NullMarked;

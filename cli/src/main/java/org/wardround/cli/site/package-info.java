/**
 * The commands of a hospital about its own identity and its peers. What holds and what is refused is decided in {@code site}.
 */
@NullMarked
package org.wardround.cli.site;

import org.jspecify.annotations.NullMarked;

/**
 * The commands of whoever runs a coordinator. What holds and what is refused is decided in {@code coordinator}.
 */
@NullMarked
package org.wardround.cli.coordinator;

import org.jspecify.annotations.NullMarked;

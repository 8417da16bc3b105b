/**
 * Which implementation of signatures the long-running programs use.
 */
@NullMarked
package org.wardround.cli.crypto;

import org.jspecify.annotations.NullMarked;

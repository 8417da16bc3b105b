/**
 * What a person is told when something is wrong: one message each with place and remedy, and an exit code. Nothing here mends anything, and no stack
 * trace reaches the screen.
 */
@NullMarked
package org.wardround.cli.problem;

import org.jspecify.annotations.NullMarked;

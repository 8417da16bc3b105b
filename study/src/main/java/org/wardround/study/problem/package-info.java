/**
 * What is wrong with a file, where, and what to do: one value for each problem, all of them at once. Every reader of a file
 * format speaks through these types. No format and no rule lives here.
 */
@NullMarked
package org.wardround.study.problem;

import org.jspecify.annotations.NullMarked;

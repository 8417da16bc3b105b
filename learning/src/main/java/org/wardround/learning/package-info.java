/**
 * Trainers in plain Java: they turn a model and a prepared table into a local update. All arithmetic runs in a
 * fixed order on flat arrays, so that the same input gives the same bits on every machine. No file reading, no
 * federation of updates and no release of anything belong here.
 */
@NullMarked
package org.wardround.learning;

import org.jspecify.annotations.NullMarked;

/**
 * The mapped table frozen to disk, once a run: what every round, restart and comparator of the run reads. A file holds patient
 * numbers and no patient keys, and its hash stands for its content. How a table comes about is not known here.
 */
@NullMarked
package org.wardround.data.snapshot;

import org.jspecify.annotations.NullMarked;

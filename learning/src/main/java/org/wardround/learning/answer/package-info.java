/**
 * What a hospital answers with in the program of a run: the trainer of its rows, and the model that scores them.
 */
@NullMarked
package org.wardround.learning.answer;

import org.jspecify.annotations.NullMarked;

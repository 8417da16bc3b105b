/**
 * Vectors of doubles that are read and written in blocks, so that memory does not grow with the model. Arrays are one way
 * to hold them, files another. Nothing here knows what the numbers mean.
 */
@NullMarked
package org.wardround.core.vector;

import org.jspecify.annotations.NullMarked;

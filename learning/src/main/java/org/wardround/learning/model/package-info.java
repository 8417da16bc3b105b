/**
 * Models on flat parameter arrays: linear predictors and multilayer perceptrons, each with one of four outputs. They compute losses, gradients and
 * scores, in {@code StrictMath} where a bit could depend on the platform. Optimisers and rounds belong to the training package.
 */
@NullMarked
package org.wardround.learning.model;

import org.jspecify.annotations.NullMarked;

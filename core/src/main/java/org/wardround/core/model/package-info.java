/**
 * The shape of a model's parameters and the numbers that turn a record into features. Both sides of a federation agree on
 * them from the study alone. Computing predictions belongs to the learning module.
 */
@NullMarked
package org.wardround.core.model;

import org.jspecify.annotations.NullMarked;

/**
 * Noise that hides a patient, drawn exactly: integers whose probabilities are those of the formula, by arithmetic on integers alone, so that no rounding of floating-point numbers gives
 * anything away. What is drawn comes from the operating system's secret randomness. What the noise is added to, and what it costs in privacy, is decided elsewhere.
 */
@NullMarked
package org.wardround.privacy.noise;

import org.jspecify.annotations.NullMarked;

/**
 * Reproducible streams of numbers for shuffling, sampling and initial parameters, keyed by seed, site and round.
 * They are public by design. Secret randomness never comes from here.
 */
@NullMarked
package org.wardround.core.random;

import org.jspecify.annotations.NullMarked;

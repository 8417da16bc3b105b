/**
 * A finished model applied to new patients. The numbers are those of the run that made it, to the bit. Nothing is learned and nothing is measured
 * here.
 */
@NullMarked
package org.wardround.simulation.predict;

import org.jspecify.annotations.NullMarked;

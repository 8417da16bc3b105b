/**
 * Synthetic hospitals for the demonstration: tables drawn from published summary figures, with a study and a mapping that fit them. All of it is
 * invented from a seed; no figure of a real patient is here. Running a study belongs to the package above.
 */
@NullMarked
package org.wardround.simulation.hospitals;

import org.jspecify.annotations.NullMarked;

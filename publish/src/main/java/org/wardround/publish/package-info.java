/**
 * What may be published of a run: its figures in the form of results, as far as nothing in them tells of a few patients. The same for a simulation, which
 * holds every site's rows, for a coordinator, which holds sums, and for a hospital, which holds its own.
 */
@NullMarked
package org.wardround.publish;

import org.jspecify.annotations.NullMarked;

/**
 * The report: one offline page made from the results of a run. It draws what the results say and computes nothing
 * new, beyond putting what they say on a common scale. No access to data, models or training belongs here.
 */
@NullMarked
package org.wardround.report;

import org.jspecify.annotations.NullMarked;

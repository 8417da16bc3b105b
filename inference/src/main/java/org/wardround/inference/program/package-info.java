/**
 * What a run asks its sites, in order, and what it makes of their sums: describe, train or fit, evaluate, recalibrate, Table 1. Each is a function of the
 * study, the seed and the sums so far, so that the coordinator and every hospital run the same program and agree on each question without being told.
 */
@NullMarked
package org.wardround.inference.program;

import org.jspecify.annotations.NullMarked;

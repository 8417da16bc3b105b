/**
 * Cox regression from sums, each site's rows being risk sets of their own: partial likelihood, score and information, score residuals by patient, the
 * test of proportional hazards, and the baseline on a time grid. One risk set over all sites is the same code on rows that are pooled, which only a
 * simulation has.
 */
@NullMarked
package org.wardround.inference.regression.cox;

import org.jspecify.annotations.NullMarked;

/**
 * The statistics that describe patients: counts, means, quantiles, contingency, correlation, rates, survival curves and standardised differences. Each
 * federated one is a pass, a layout with declared bounds, a site's answer and a pure step from the sum; the rest are functions of what passes gave.
 * One patient counts once, whatever the number of its rows; what may be published of it is decided elsewhere.
 */
@NullMarked
package org.wardround.inference.statistics;

import org.jspecify.annotations.NullMarked;

/**
 * Invented rows that fit a data dictionary, so that a study can be tried before any hospital agrees. Nothing is estimated from
 * patients: what a mock table says is true of nobody. No result may ever be reported from here.
 */
@NullMarked
package org.wardround.data.mock;

import org.jspecify.annotations.NullMarked;

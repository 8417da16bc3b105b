/**
 * The durable server between the sites. It has no path to patients' rows.
 */
@NullMarked
package org.wardround.coordinator;

import org.jspecify.annotations.NullMarked;

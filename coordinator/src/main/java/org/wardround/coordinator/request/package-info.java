/**
 * Requests of the coordinator's operator to a coordinator that may be running, as private files. What they ask for is the business of other packages.
 */
@NullMarked
package org.wardround.coordinator.request;

import org.jspecify.annotations.NullMarked;

/**
 * Looks at a coordinator's folder and computer and says what is wrong, what to do and whom to ask. Changes nothing, and needs no coordinator that runs.
 */
@NullMarked
package org.wardround.coordinator.doctor;

import org.jspecify.annotations.NullMarked;

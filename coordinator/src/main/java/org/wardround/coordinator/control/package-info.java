/**
 * What an operator asks of a run: to pause, to go on, to end. It lies in the coordinator's folder until the run's journal has it. Who may ask is decided elsewhere.
 */
@NullMarked
package org.wardround.coordinator.control;

import org.jspecify.annotations.NullMarked;

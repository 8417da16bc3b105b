/**
 * The running coordinator: its folder, its port, and the runs that were submitted to it.
 */
@NullMarked
package org.wardround.coordinator.service;

import org.jspecify.annotations.NullMarked;

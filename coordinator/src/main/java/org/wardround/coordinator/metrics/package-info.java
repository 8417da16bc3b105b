/**
 * What the coordinator counts while it runs, as Prometheus reads it. Counts of calls, rounds and bytes by site and code; nothing that a patient has a part in.
 */
@NullMarked
package org.wardround.coordinator.metrics;

import org.jspecify.annotations.NullMarked;

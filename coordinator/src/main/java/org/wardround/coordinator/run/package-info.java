/**
 * One run at the coordinator: who takes part, the round that is open, and what came of those before. Everything is written down before it takes effect.
 */
@NullMarked
package org.wardround.coordinator.run;

import org.jspecify.annotations.NullMarked;

/**
 * Sites that don't mean well, in simulations only: what they answer in place of what training gave. It shows what an aggregation withstands; nothing here
 * can reach a real federation.
 */
@NullMarked
package org.wardround.simulation.attack;

import org.jspecify.annotations.NullMarked;

/**
 * Federated strategies as records of parts: who is asked, how updates are bounded, weighted, added, and turned into the
 * next model. Each is a pure function over sums. What happens at a site belongs to the learning module.
 */
@NullMarked
package org.wardround.core.strategy;

import org.jspecify.annotations.NullMarked;

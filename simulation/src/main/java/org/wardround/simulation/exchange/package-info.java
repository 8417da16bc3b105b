/**
 * One question to many virtual sites and the sum of their answers, through the same state machines that stand between real hospitals. What is
 * asked and what follows from the sum is not known here.
 */
@NullMarked
package org.wardround.simulation.exchange;

import org.jspecify.annotations.NullMarked;

/**
 * The state machines of a run and of its rounds: plan, collect, close, commit. States are immutable, do no input or
 * output and know no clock. Storage and transport belong to those who run them.
 */
@NullMarked
package org.wardround.core.round;

import org.jspecify.annotations.NullMarked;

/**
 * What a site is asked and how its answer grows from a raw result to a bounded one. The state machine of a task does no
 * input or output and knows no clock. What may leave as bytes is a Release of the privacy module.
 */
@NullMarked
package org.wardround.core.task;

import org.jspecify.annotations.NullMarked;

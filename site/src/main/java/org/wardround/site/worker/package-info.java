/**
 * The process that reads patients' rows and computes answers, and the agent's side of it: how it is started, what is taken away from it, what the two say to each
 * other over its standard input and output, and what happens when it fails. Nothing that it says is believed: answers are bounded and protected by the agent.
 */
@NullMarked
package org.wardround.site.worker;

import org.jspecify.annotations.NullMarked;

/**
 * The agent of a hospital: calls the coordinator, hears what is new, and has its runs answer.
 */
@NullMarked
package org.wardround.site.agent;

import org.jspecify.annotations.NullMarked;

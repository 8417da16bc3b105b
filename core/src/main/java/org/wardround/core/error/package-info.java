/**
 * The closed set of things that can go wrong between a coordinator and a site. Each code names whose fault it is and when a
 * retry makes sense; codes are never reused. No message text with patient values belongs here.
 */
@NullMarked
package org.wardround.core.error;

import org.jspecify.annotations.NullMarked;

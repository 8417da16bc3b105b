/**
 * What the people of a site decided: approvals, rejections, revocations and the runs that began under them, as signed events with one form in bytes, and what
 * follows from them. Keeps nothing and reads no clock; whoever keeps the events in a journal gives them back in their order.
 */
@NullMarked
package org.wardround.site.approval;

import org.jspecify.annotations.NullMarked;

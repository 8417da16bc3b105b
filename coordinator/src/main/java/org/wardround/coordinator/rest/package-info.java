/**
 * The REST interface, on a port of its own that hospitals never need. Who may call is in {@code access}, what happens is decided in {@code service}; here stand routes, limits
 * and the words of problems.
 */
@NullMarked
package org.wardround.coordinator.rest;

import org.jspecify.annotations.NullMarked;

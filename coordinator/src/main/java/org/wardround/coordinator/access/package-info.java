/**
 * Who may call the REST interface: people and programs with a token each, and what each role may do. No request is read here.
 */
@NullMarked
package org.wardround.coordinator.access;

import org.jspecify.annotations.NullMarked;

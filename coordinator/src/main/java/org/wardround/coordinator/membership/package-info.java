/**
 * Who may call the coordinator: tokens for the first call, certificates for TLS, and the rosters that say who is a member. Everything is written to the journal
 * before it takes effect. Nothing here decides who belongs to the federation: that takes signatures of administrators, whose keys are never here.
 */
@NullMarked
package org.wardround.coordinator.membership;

import org.jspecify.annotations.NullMarked;

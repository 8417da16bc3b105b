/**
 * Calls as they arrive at the coordinator, whatever carries them: who calls and whether he may, what arrives and what goes back, and what is ended because it
 * does not move. A transport hands in bytes and carries bytes away; it decides nothing.
 */
@NullMarked
package org.wardround.protocol.call;

import org.jspecify.annotations.NullMarked;

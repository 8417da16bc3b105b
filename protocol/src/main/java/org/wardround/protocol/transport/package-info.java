/**
 * The two ends of the protocol, whatever carries it: what a site calls and what a coordinator answers, with the checks that hold on every transport. No
 * sockets and no threads of its own; those belong to the packages of each transport.
 */
@NullMarked
package org.wardround.protocol.transport;

import org.jspecify.annotations.NullMarked;

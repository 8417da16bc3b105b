/**
 * The protocol over gRPC and TLS 1.3: the site's end, the coordinator's end, and who is at the other side of a connection. What is said is decided in the
 * package transport; here are connections, flow control and limits of time.
 */
@NullMarked
package org.wardround.protocol.grpc;

import org.jspecify.annotations.NullMarked;

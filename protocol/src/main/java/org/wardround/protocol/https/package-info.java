/**
 * The protocol over plain HTTPS: HTTP/1.1 on TLS 1.3, one call a request, for networks that let HTTP/2 not through. What is said is decided in the packages
 * call and transport; here are connections, requests and replies.
 */
@NullMarked
package org.wardround.protocol.https;

import org.jspecify.annotations.NullMarked;

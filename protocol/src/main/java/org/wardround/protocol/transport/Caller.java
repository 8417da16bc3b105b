package org.wardround.protocol.transport;

import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;

/**
 * Who calls, as the connection proved it.
 *
 * @param site the name in the client certificate
 * @param certificate the SHA-256 of the certificate in DER: what is revoked
 * @param address of the other end, for logs; proves nothing
 */
public record Caller(SiteId site, Sha256 certificate, String address) {}

package org.wardround.protocol.client;

import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.grpc.GrpcTransport;
import org.wardround.protocol.https.HttpsTransport;
import org.wardround.protocol.transport.Transport;

/** The transport that a route asks for. Stateless. */
public final class Transports {
    private Transports() {}

    /** With the site's certificate, which {@code key} may replace later. */
    public static Transport of(Route route, RenewableKey key) {
        return route.coordinator().https() ? HttpsTransport.of(route, key) : GrpcTransport.of(route, key);
    }

    /** Without a certificate: for Enrol. */
    public static Transport ofStranger(Route route) {
        return route.coordinator().https() ? HttpsTransport.ofStranger(route) : GrpcTransport.ofStranger(route);
    }
}

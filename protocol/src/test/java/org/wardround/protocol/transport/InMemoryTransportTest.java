package org.wardround.protocol.transport;

import org.wardround.core.identity.Sha256;

final class InMemoryTransportTest extends TransportContract {
    private final Transport transport =
            new InMemoryTransport(coordinator, new Caller(SITE, Sha256.of("certificate"), "127.0.0.1"));

    @Override
    protected Transport transport() {
        return transport;
    }
}

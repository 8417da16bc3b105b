package org.wardround.protocol.grpc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.wardround.protocol.connection.ProxyContract;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.transport.SiteApi;
import org.wardround.protocol.transport.Transport;

final class GrpcProxyTest extends ProxyContract {
    @Override
    protected Listening listen(SiteApi api) {
        GrpcServer server = GrpcServer.start(
                new GrpcServer.Settings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        CERTIFICATES.server(),
                        CERTIFICATES.authorities()),
                api);
        return new Listening(server.port(), server);
    }

    @Override
    protected Transport transport(Route route, RenewableKey key) {
        return GrpcTransport.of(route, key);
    }
}

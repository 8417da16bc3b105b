package org.wardround.protocol.grpc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.wardround.protocol.connection.NetworkTransportContract;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.connection.TlsIdentity;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.transport.SiteApi;
import org.wardround.protocol.transport.Transport;

final class GrpcTransportTest extends NetworkTransportContract {
    @Override
    protected Listening listen(int port, TlsIdentity identity, SiteApi api) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new Started(
                GrpcServer.start(new GrpcServer.Settings(address, identity, CERTIFICATES.authorities()), api));
    }

    @Override
    protected Transport transport(Route route, RenewableKey key, ProtocolVersion highest) {
        return GrpcTransport.speaking(route, key, highest);
    }

    private record Started(GrpcServer server) implements Listening {
        @Override
        public int port() {
            return server.port();
        }

        @Override
        public void replaceIdentity(TlsIdentity identity) {
            server.replaceIdentity(identity);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}

package org.wardround.protocol.https;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.wardround.protocol.call.SiteCalls;
import org.wardround.protocol.connection.NetworkTransportContract;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.connection.TlsIdentity;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.transport.SiteApi;
import org.wardround.protocol.transport.Transport;

final class HttpsTransportTest extends NetworkTransportContract {
    @Override
    protected Listening listen(int port, TlsIdentity identity, SiteApi api) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        SiteCalls calls = new SiteCalls(api);
        return new Started(
                HttpsServer.start(new HttpsServer.Settings(address, identity, CERTIFICATES.authorities()), calls),
                calls);
    }

    @Override
    protected Transport transport(Route route, RenewableKey key, ProtocolVersion highest) {
        return HttpsTransport.speaking(route, key, highest);
    }

    private record Started(HttpsServer server, SiteCalls calls) implements Listening {
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
            calls.close();
        }
    }
}

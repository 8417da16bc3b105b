package org.wardround.protocol.https;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.wardround.protocol.call.SiteCalls;
import org.wardround.protocol.connection.ProxyContract;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.transport.SiteApi;
import org.wardround.protocol.transport.Transport;

final class HttpsProxyTest extends ProxyContract {
    @Override
    protected Listening listen(SiteApi api) {
        SiteCalls calls = new SiteCalls(api);
        HttpsServer server = HttpsServer.start(
                new HttpsServer.Settings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        CERTIFICATES.server(),
                        CERTIFICATES.authorities()),
                calls);
        return new Listening(server.port(), () -> {
            server.close();
            calls.close();
        });
    }

    @Override
    protected Transport transport(Route route, RenewableKey key) {
        return HttpsTransport.of(route, key);
    }
}

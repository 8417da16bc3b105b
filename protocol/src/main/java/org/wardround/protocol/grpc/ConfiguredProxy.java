package org.wardround.protocol.grpc;

import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ProxiedSocketAddress;
import io.grpc.ProxyDetector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardround.core.trust.SecretAccess;
import org.wardround.protocol.connection.HttpProxy;

/** The proxy that the route names, for every connection, and none otherwise: the JDK's settings and the environment are not asked. Immutable. */
record ConfiguredProxy(Optional<HttpProxy> proxy) implements ProxyDetector {
    @Override
    public @Nullable ProxiedSocketAddress proxyFor(SocketAddress target) throws IOException {
        if (proxy.isEmpty()) {
            return null;
        }
        HttpConnectProxiedSocketAddress.Builder way = HttpConnectProxiedSocketAddress.newBuilder()
                .setTargetAddress((InetSocketAddress) target)
                .setProxyAddress(proxy.get().resolved());
        proxy.get().login().ifPresent(login -> login(way, login));
        return way.build();
    }

    private static void login(HttpConnectProxiedSocketAddress.Builder way, HttpProxy.Login login) {
        byte[] password = login.password().read(SecretAccess.granted());
        way.setUsername(login.user()).setPassword(new String(password, StandardCharsets.UTF_8));
        Arrays.fill(password, (byte) 0);
    }
}

package org.wardround.coordinator.service;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardround.protocol.call.SiteCalls;
import org.wardround.protocol.connection.TlsIdentity;
import org.wardround.protocol.connection.Trust;
import org.wardround.protocol.grpc.GrpcServer;
import org.wardround.protocol.https.HttpsServer;
import org.wardround.protocol.transport.SiteApi;

/** Where sites call: by gRPC, and by plain HTTPS too if asked to. Both answer by the same calls and count towards the same limits. Thread-safe. */
final class SiteServers {
    private final SiteCalls calls;
    private final GrpcServer grpc;
    private final @Nullable HttpsServer https;

    private SiteServers(SiteCalls calls, GrpcServer grpc, @Nullable HttpsServer https) {
        this.calls = calls;
        this.grpc = grpc;
        this.https = https;
    }

    /** Listens on all of the addresses, or on none and throws. */
    static SiteServers start(
            SiteAddresses addresses, TlsIdentity identity, List<X509Certificate> authorities, SiteApi api) {
        SiteCalls calls = new SiteCalls(api);
        @Nullable GrpcServer grpc = null;
        boolean started = false;
        try {
            grpc = GrpcServer.start(new GrpcServer.Settings(addresses.grpc(), identity, authorities), calls);
            Optional<InetSocketAddress> asked = addresses.https();
            HttpsServer https = asked.isPresent()
                    ? HttpsServer.start(new HttpsServer.Settings(asked.get(), identity, authorities), calls)
                    : null;
            started = true;
            return new SiteServers(calls, grpc, https);
        } finally {
            if (!started) {
                if (grpc != null) {
                    grpc.close();
                }
                calls.close();
            }
        }
    }

    int port() {
        return grpc.port();
    }

    /** By what sites can call, in words. */
    List<String> transports() {
        String secured =
                " over %s, with a certificate of the federation's authority on both sides".formatted(Trust.TLS_VERSION);
        return https == null ? List.of("gRPC" + secured) : List.of("gRPC" + secured, "HTTPS" + secured);
    }

    void replaceIdentity(TlsIdentity identity) {
        grpc.replaceIdentity(identity);
        if (https != null) {
            https.replaceIdentity(identity);
        }
    }

    /** Takes no more calls and waits at most {@code grace}, on each, for those under way. */
    void stop(Duration grace) {
        grpc.stop(grace);
        if (https != null) {
            https.stop(grace);
        }
        calls.close();
    }
}

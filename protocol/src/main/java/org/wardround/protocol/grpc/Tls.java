package org.wardround.protocol.grpc;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.Trust;

/** TLS as the protocol wants it: version 1.3 and no other, certificates of the given authorities and no others. */
final class Tls {
    private Tls() {}

    /** The coordinator's end: asks for a client certificate, takes a connection without one too, and refuses one that is not valid. */
    static SslContext server(RenewableKey key, X509TrustManager trusted) {
        try {
            return GrpcSslContexts.configure(SslContextBuilder.forServer(key))
                    .protocols(Trust.TLS_VERSION)
                    .clientAuth(ClientAuth.OPTIONAL)
                    .trustManager(trusted)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS 1.3 can't be set up on this Java platform", e);
        }
    }

    /** The site's end; without {@code key} only Enrol can be called. */
    static SslContext client(@Nullable RenewableKey key, X509TrustManager trusted) {
        try {
            SslContextBuilder builder =
                    GrpcSslContexts.forClient().protocols(Trust.TLS_VERSION).trustManager(trusted);
            if (key != null) {
                builder.keyManager(key);
            }
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS 1.3 can't be set up on this Java platform", e);
        }
    }
}

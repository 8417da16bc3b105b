package org.wardround.protocol.https;

import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.wardround.core.trust.ServerAddress;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.TlsSessions;
import org.wardround.protocol.connection.Trust;

/** TLS 1.3 for HTTP/1.1, by the JDK. Immutable, thread-safe. */
final class HttpsTls {
    private static final int CALLED_SECONDS = 5;
    /** There may be a proxy on the way, which is asked within this time too. */
    private static final int CALLING_SECONDS = 30;

    private final SslContext context;

    private HttpsTls(SslContextBuilder builder) {
        try {
            this.context = builder.sslProvider(SslProvider.JDK)
                    .protocols(Trust.TLS_VERSION)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS 1.3 can't be set up on this Java platform", e);
        }
    }

    /** The coordinator's end: asks for a client certificate, takes a connection without one too, and refuses one that is not valid. */
    static HttpsTls server(RenewableKey key, X509TrustManager trusted) {
        return new HttpsTls(
                SslContextBuilder.forServer(key).clientAuth(ClientAuth.OPTIONAL).trustManager(trusted));
    }

    /** The site's end; without {@code key} only Enrol can be called. */
    static HttpsTls client(@Nullable RenewableKey key, X509TrustManager trusted) {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .trustManager(trusted)
                // Checks the certificate's name against the host that is called.
                .endpointIdentificationAlgorithm("HTTPS");
        return new HttpsTls(key == null ? builder : builder.keyManager(key));
    }

    /** Later connections begin with a whole handshake. */
    void forgetSessions() {
        TlsSessions.forget(context.sessionContext());
    }

    SslHandler called(ByteBufAllocator memory) {
        SslHandler handler = context.newHandler(memory);
        handler.setHandshakeTimeout(CALLED_SECONDS, TimeUnit.SECONDS);
        return handler;
    }

    SslHandler calling(ByteBufAllocator memory, ServerAddress server) {
        SslHandler handler = context.newHandler(memory, server.host(), server.port());
        handler.setHandshakeTimeout(CALLING_SECONDS, TimeUnit.SECONDS);
        return handler;
    }
}

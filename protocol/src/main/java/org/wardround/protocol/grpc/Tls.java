package org.wardround.protocol.grpc;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** TLS as the protocol wants it: version 1.3 and no other, certificates of the given authorities and no others. */
final class Tls {
    private static final String VERSION = "TLSv1.3";

    private Tls() {}

    /** The coordinator's end: asks for a client certificate, takes a connection without one too, and refuses one that is not valid. */
    static SslContext server(RenewableKey key, X509TrustManager trusted) {
        try {
            return GrpcSslContexts.configure(SslContextBuilder.forServer(key))
                    .protocols(VERSION)
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
                    GrpcSslContexts.forClient().protocols(VERSION).trustManager(trusted);
            if (key != null) {
                builder.keyManager(key);
            }
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS 1.3 can't be set up on this Java platform", e);
        }
    }

    /** The next handshake of {@code client} is a whole one: a session that was resumed would show the certificate with which it began. */
    static void forgetSessions(SslContext client) {
        SSLSessionContext sessions = client.sessionContext();
        for (byte[] id : Collections.list(sessions.getIds())) {
            SSLSession session = sessions.getSession(id);
            if (session != null) {
                session.invalidate();
            }
        }
    }

    /** Trusts what {@code authorities} issued, by the platform's rules (dates, use, chain). */
    static X509TrustManager trusting(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry(Integer.toString(i), authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager trusted) {
                    return trusted;
                }
            }
            throw new IllegalStateException("this Java platform checks no X.509 certificates");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the authorities' certificates can't be used", e);
        }
    }
}

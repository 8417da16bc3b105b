package org.wardround.protocol.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.wardround.core.trust.ServerAddress;

/** Which certificates somebody shows at an address: nothing is sent, and whoever it is is not believed. For a doctor. Stateless. */
public final class ShownCertificates {
    private static final int PATIENCE_MILLIS = 10_000;

    private ShownCertificates() {}

    /**
     * The chain, the own one first; at least one.
     *
     * @throws IOException where nobody there speaks TLS
     */
    public static List<X509Certificate> at(ServerAddress address) throws IOException {
        try (Socket plain = new Socket()) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Looking()}, null);
            plain.connect(new InetSocketAddress(address.host(), address.port()), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (SSLSocket tls =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, address.host(), address.port(), true)) {
                tls.startHandshake();
                return certificates(tls.getSession().getPeerCertificates());
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static List<X509Certificate> certificates(Certificate[] shown) throws SSLPeerUnverifiedException {
        List<X509Certificate> all = Arrays.stream(shown)
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
        if (all.isEmpty()) {
            throw new SSLPeerUnverifiedException("no certificate is shown");
        }
        return all;
    }

    /** Whether the certificate is one of that authority. */
    public static boolean isIssuedBy(X509Certificate shown, X509Certificate authority) {
        try {
            shown.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Takes whatever is shown, to be looked at; no data goes over such a connection. */
    private static final class Looking implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package org.wardround.coordinator.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.core.doctor.Finding;

/** Whether the port is free, or the coordinator itself has it, which shows by the authority of its certificate. Stateless. */
final class PortCheck {
    private static final int PATIENCE_MILLIS = 5_000;

    private PortCheck() {}

    static Finding look(CoordinatorFolder folder) throws IOException {
        int port = folder.address().port();
        String where = "port " + port;
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(port));
            return Finding.fine("the port is free; the coordinator does not run, or listens on another", where);
        } catch (IOException taken) {
            if (isOwn(shown(port), folder.authority().certificate())) {
                return Finding.fine("this coordinator answers there", where);
            }
            return Finding.error(
                    "the port can't be had (%s), and it is not this coordinator that answers there"
                            .formatted(taken.getMessage()),
                    where,
                    "find the program that has the port and end it; below 1024 the account needs the right to listen",
                    "who looks after this computer");
        }
    }

    private static boolean isOwn(Optional<X509Certificate> shown, X509Certificate authority) {
        if (shown.isEmpty()) {
            return false;
        }
        try {
            shown.get().verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** By whoever listens on this computer; empty where that is nobody who speaks TLS. */
    private static Optional<X509Certificate> shown(int port) {
        try (Socket plain = new Socket()) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Looking()}, null);
            plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", port, true)) {
                tls.startHandshake();
                Certificate first = tls.getSession().getPeerCertificates()[0];
                return first instanceof X509Certificate own ? Optional.of(own) : Optional.empty();
            }
        } catch (IOException | GeneralSecurityException nobody) {
            return Optional.empty();
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

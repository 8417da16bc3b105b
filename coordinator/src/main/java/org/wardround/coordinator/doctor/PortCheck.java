package org.wardround.coordinator.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.cert.X509Certificate;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.core.doctor.Finding;
import org.wardround.core.trust.ServerAddress;
import org.wardround.protocol.connection.ShownCertificates;

/** Whether the port is free, or the coordinator itself has it, which shows by the authority of its certificate. Stateless. */
final class PortCheck {
    private PortCheck() {}

    static Finding look(CoordinatorFolder folder) throws IOException {
        int port = folder.address().port();
        String where = "port " + port;
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(port));
            return Finding.fine("the port is free; the coordinator does not run, or listens on another", where);
        } catch (IOException taken) {
            if (isOwn(port, folder.authority().certificate())) {
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

    /** Whoever listens on this computer. */
    private static boolean isOwn(int port, X509Certificate authority) {
        try {
            X509Certificate shown =
                    ShownCertificates.at(new ServerAddress("localhost", port)).get(0);
            return ShownCertificates.isIssuedBy(shown, authority);
        } catch (IOException nobody) {
            return false;
        }
    }
}

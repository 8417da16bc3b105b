package org.wardround.protocol.connection;

import java.util.Collections;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

/** Sessions of TLS that a later connection may resume. */
public final class TlsSessions {
    private TlsSessions() {}

    /** The next handshake is a whole one: a session that was resumed would show the certificate with which it began. */
    public static void forget(SSLSessionContext sessions) {
        for (byte[] id : Collections.list(sessions.getIds())) {
            SSLSession session = sessions.getSession(id);
            if (session != null) {
                session.invalidate();
            }
        }
    }
}

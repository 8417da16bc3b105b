package org.wardround.protocol.call;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a connection.
 *
 * @param session whose handshake is over; null where there was none
 * @param address host without its port, for logs and rates; proves nothing
 */
public record Peer(@Nullable SSLSession session, String address) {
    public static Peer of(@Nullable SSLSession session, @Nullable SocketAddress address) {
        return new Peer(
                session,
                address instanceof InetSocketAddress internet ? internet.getHostString() : String.valueOf(address));
    }
}

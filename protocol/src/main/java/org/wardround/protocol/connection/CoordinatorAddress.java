package org.wardround.protocol.connection;

import java.util.Locale;
import org.wardround.core.trust.ServerAddress;

/**
 * Where a coordinator is called, and how: {@code HOST:PORT} by gRPC, {@code https://HOST:PORT} by plain HTTPS.
 *
 * @param https whether by plain HTTPS
 */
public record CoordinatorAddress(ServerAddress server, boolean https) {
    private static final String SCHEME = "https://";
    private static final int HTTPS_PORT = 443;

    /** By gRPC. */
    public static CoordinatorAddress grpc(ServerAddress server) {
        return new CoordinatorAddress(server, false);
    }

    /**
     * Reads what {@link #toString} gives; after {@code https://} the port may be missing and is 443 then.
     *
     * @throws IllegalArgumentException where it is no such address
     */
    public static CoordinatorAddress parse(String text) {
        String address = text.toLowerCase(Locale.ROOT);
        if (!address.startsWith(SCHEME)) {
            return grpc(ServerAddress.parse(address));
        }
        String server = address.substring(SCHEME.length());
        if (server.endsWith("/")) {
            server = server.substring(0, server.length() - 1);
        }
        boolean named = server.endsWith("]") || server.indexOf(':') < 0;
        return new CoordinatorAddress(ServerAddress.parse(named ? server + ":" + HTTPS_PORT : server), true);
    }

    @Override
    public String toString() {
        return (https ? SCHEME : "") + server;
    }
}

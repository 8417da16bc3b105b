package org.wardround.core.trust;

import java.util.regex.Pattern;

/**
 * Where a coordinator is called: {@code host:port}, or {@code [address]:port} for IPv6.
 *
 * @param host a DNS name, an IPv4 address, or an IPv6 address without brackets; in lower case
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}(\\.[a-z0-9][a-z0-9-]{0,62})*");
    private static final Pattern IPV6 =
            Pattern.compile("[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}(:[0-9]{1,3}(\\.[0-9]{1,3}){3})?");
    private static final int LONGEST_NAME = 253;
    private static final int HIGHEST_PORT = 65_535;

    public ServerAddress {
        if (!isHost(host)) {
            throw new IllegalArgumentException(
                    "a host is a DNS name in lower case or an IP address, got %d characters that are not"
                            .formatted(host.length()));
        }
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a port is a number from 1 to %d, got %d".formatted(HIGHEST_PORT, port));
        }
    }

    private static boolean isHost(String host) {
        return host.length() <= LONGEST_NAME
                && (NAME.matcher(host).matches() || IPV6.matcher(host).matches());
    }

    /** Whether the host is an address of IPv6, which stands in brackets. */
    public boolean isIpv6() {
        return host.indexOf(':') >= 0;
    }

    /** @throws IllegalArgumentException where {@code text} has another form than {@link #toString} gives */
    public static ServerAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(0, colon));
        String port = text.substring(colon + 1);
        if (!port.matches("[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException("an address is host:port, such as coordinator.example.org:8443");
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        ServerAddress address = new ServerAddress(host, Integer.parseInt(port));
        if (!address.toString().equals(text)) {
            throw new IllegalArgumentException("an address of IPv6 stands in brackets: [address]:port");
        }
        return address;
    }

    @Override
    public String toString() {
        return (isIpv6() ? "[%s]:%d" : "%s:%d").formatted(host, port);
    }
}

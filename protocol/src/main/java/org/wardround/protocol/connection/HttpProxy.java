package org.wardround.protocol.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.wardround.core.trust.SecretBytes;
import org.wardround.core.trust.ServerAddress;

/**
 * A proxy that opens a way by the method CONNECT of HTTP. It is called in the clear; what goes through it is TLS from end to end, which it can't read.
 *
 * @param login for proxies that ask for one
 */
public record HttpProxy(ServerAddress address, Optional<Login> login) {
    /**
     * Basic authentication (RFC 7617): whoever can listen between here and the proxy can read it.
     *
     * @param user without colons and control characters
     * @param password in UTF-8; never shown
     */
    public record Login(String user, SecretBytes password) {
        private static final int LONGEST = 255;

        public Login {
            boolean odd = user.chars().anyMatch(character -> character == ':' || Character.isISOControl(character));
            if (user.isEmpty() || user.length() > LONGEST || odd) {
                throw new IllegalArgumentException(
                        "a user of a proxy has 1 to %d characters without a colon".formatted(LONGEST));
            }
        }

        @Override
        public String toString() {
            return "the login of " + user;
        }
    }

    /**
     * Looks its name up.
     *
     * @throws UnknownHostException where no such computer is known here
     */
    public InetSocketAddress resolved() throws IOException {
        InetSocketAddress found = new InetSocketAddress(address.host(), address.port());
        if (found.isUnresolved()) {
            throw new UnknownHostException(address.host());
        }
        return found;
    }

    @Override
    public String toString() {
        return address.toString();
    }
}

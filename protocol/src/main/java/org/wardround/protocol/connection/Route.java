package org.wardround.protocol.connection;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.wardround.core.trust.ServerAddress;

/**
 * How a site reaches its coordinator, and whom it trusts to be it.
 *
 * @param proxy through which every connection goes; empty: none, whatever the JDK or the environment say
 * @param authorities that may have issued the coordinator's certificate
 */
public record Route(CoordinatorAddress coordinator, Optional<HttpProxy> proxy, List<X509Certificate> authorities) {
    public Route {
        authorities = List.copyOf(authorities);
    }

    /** Straight there, by gRPC. */
    public Route(ServerAddress coordinator, List<X509Certificate> authorities) {
        this(CoordinatorAddress.grpc(coordinator), Optional.empty(), authorities);
    }

    /** Where it leads, without the proxy. */
    @Override
    public String toString() {
        return coordinator.toString();
    }
}

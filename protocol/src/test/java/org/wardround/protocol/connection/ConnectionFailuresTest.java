package org.wardround.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.trust.ServerAddress;

final class ConnectionFailuresTest {
    private static final Route ROUTE = new Route(new ServerAddress("localhost", 8443), List.of());

    @Test
    void a_refused_connection_is_told_without_how_the_library_works() {
        FederationException told = ConnectionFailures.of(
                ROUTE,
                new IOException(
                        "io exception",
                        new IOException("finishConnect(..) failed with error(-111): Connection refused")),
                "");

        assertThat(told.code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(told)
                .hasMessage(
                        "nothing answers at localhost:8443 (connection refused): check the address, the proxy and that the coordinator runs");
    }

    @Test
    void what_this_program_closes_itself_is_nobody_elses_fault() {
        FederationException told = ConnectionFailures.of(ROUTE, new IOException("Channel shutdownNow invoked"), "");

        assertThat(told.code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(told).hasMessage("the connection to localhost:8443 was closed here");
    }
}

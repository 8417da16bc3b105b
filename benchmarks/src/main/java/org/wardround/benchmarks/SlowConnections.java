package org.wardround.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Rounds of four hospitals, over TLS, while so many strangers keep connections open on both of the coordinator's ports and hardly say a thing: handshakes that don't end, beginnings of HTTP/2,
 * bodies of which a byte comes each second. What is closed is opened again. Prints the median seconds of a round without them and with them.
 */
public final class SlowConnections {
    private static final int CONNECTIONS = 500;
    private static final int ROUNDS = 150;

    private SlowConnections() {}

    /** @param arguments a folder that is empty or not there; how many connections, 500 unless said */
    public static void main(String[] arguments) throws IOException {
        int connections = arguments.length > 1 ? Integer.parseInt(arguments[1]) : CONNECTIONS;
        try (BenchmarkFederation federation = BenchmarkFederation.start(Path.of(arguments[0]), 4)) {
            federation.medianRound("warm", ROUNDS);
            double alone = federation.medianRound("alone", ROUNDS);
            double crowded;
            String kept;
            try (Dribblers dribblers = Dribblers.at(List.of(federation.port(), federation.httpsPort()), connections)) {
                dribblers.awaitOpen();
                crowded = federation.medianRound("crowded", ROUNDS);
                kept = dribblers.toString();
            }
            double again = federation.medianRound("again", ROUNDS);
            Stopwatch.print(
                    "round, median of %d: %.1f ms, with %d slow connections %.1f ms, without again %.1f ms",
                    ROUNDS, alone * 1e3, connections, crowded * 1e3, again * 1e3);
            Stopwatch.print("ratio %.2f; %s", crowded / Math.max(alone, again), kept);
        }
    }
}

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
    private static final int ROUNDS = 100;
    /** Of both in turn, so that what else the computer does meets both. */
    private static final int TURNS = 3;

    private SlowConnections() {}

    /** @param arguments a folder that is empty or not there; how many connections, 500 unless said */
    public static void main(String[] arguments) throws IOException {
        int connections = arguments.length > 1 ? Integer.parseInt(arguments[1]) : CONNECTIONS;
        try (BenchmarkFederation federation = BenchmarkFederation.start(Path.of(arguments[0]), 4)) {
            federation.medianRound("warm", ROUNDS);
            double alone = 0;
            double crowded = 0;
            for (int turn = 1; turn <= TURNS; turn++) {
                double without = federation.medianRound("alone-" + turn, ROUNDS);
                double with;
                String kept;
                try (Dribblers dribblers =
                        Dribblers.at(List.of(federation.port(), federation.httpsPort()), connections)) {
                    dribblers.awaitOpen();
                    with = federation.medianRound("crowded-" + turn, ROUNDS);
                    kept = dribblers.toString();
                }
                Stopwatch.print(
                        "turn %d: a round in %.1f ms, with slow connections in %.1f ms; %s",
                        turn, without * 1e3, with * 1e3, kept);
                alone += without;
                crowded += with;
            }
            Stopwatch.print("%d slow connections: ratio %.2f", connections, crowded / alone);
        }
    }
}

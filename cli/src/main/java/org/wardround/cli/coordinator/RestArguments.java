package org.wardround.cli.coordinator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.problem.CommandException;
import org.wardround.coordinator.rest.RestServer;

/** Options of {@code coordinator start} for the REST interface, which is off without them. */
final class RestArguments {
    private static final int HIGHEST_PORT = 65_535;

    private static final Argument<Integer> PORT = Argument.count(
            "--rest", 1, HIGHEST_PORT, "port of the REST interface, which is off without this; never needed by sites");
    private static final Argument<String> LISTEN = Argument.text(
            "--rest-listen",
            "ADDRESS",
            "its address (default: this computer alone, without TLS; with any other address, over TLS)");
    private static final Argument<Path> CERTIFICATE = Argument.path(
            "--rest-certificate", "FILE", "its certificate in PEM (default: one of the coordinator's own authority)");
    private static final Argument<Path> KEY =
            Argument.path("--rest-key", "FILE", "the key of that certificate in PEM, readable by you alone");

    static final List<Argument<?>> ALL = List.of(PORT, LISTEN, CERTIFICATE, KEY);

    private RestArguments() {}

    /** What was asked for; empty where it stays off. Said before anything is started. */
    static Optional<RestServer.Settings> settings(Arguments arguments) {
        Optional<Path> certificate = arguments.find(CERTIFICATE);
        Optional<Path> key = arguments.find(KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw new CommandException("--rest-certificate and --rest-key belong together");
        }
        if (arguments.find(PORT).isEmpty()) {
            if (certificate.isPresent() || arguments.find(LISTEN).isPresent()) {
                throw new CommandException("the REST interface is off; give its port with --rest");
            }
            return Optional.empty();
        }
        int port = arguments.get(PORT);
        InetSocketAddress address = arguments
                .find(LISTEN)
                .map(host -> new InetSocketAddress(host, port))
                .orElseGet(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return Optional.of(new RestServer.Settings(
                address, certificate.map(file -> new RestServer.KeyFiles(file, key.orElseThrow()))));
    }
}

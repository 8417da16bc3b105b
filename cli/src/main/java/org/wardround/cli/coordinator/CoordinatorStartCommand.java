package org.wardround.cli.coordinator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.argument.LogArguments;
import org.wardround.cli.crypto.FastCurves;
import org.wardround.cli.federation.Passphrases;
import org.wardround.cli.folder.WrittenFiles;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.LogLines;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.StopSignal;
import org.wardround.cli.terminal.Version;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.coordinator.rest.RestServer;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.coordinator.service.CoordinatorService;
import org.wardround.coordinator.service.RunResultsFolder;
import org.wardround.coordinator.service.SiteAddresses;
import org.wardround.core.trust.Passphrase;
import org.wardround.core.trust.SigningKey;
import org.wardround.report.Report;
import org.wardround.study.results.Results;

/** {@code wardround coordinator start}. */
final class CoordinatorStartCommand {
    private static final Argument<String> LISTEN =
            Argument.text("--listen", "ADDRESS", "the address to listen on (default: all addresses of this computer)");
    private static final Argument<Integer> HTTPS = Argument.count(
            "--https",
            1,
            65_535,
            "port for sites whose network lets gRPC not through, 443 say: they call it by plain HTTPS (default: none)");
    private static final Argument<Path> PASSPHRASE = Argument.path(
            "--passphrase-file",
            "FILE",
            "with the passphrase of the coordinator's key, where it has one (default: you are asked)");

    private CoordinatorStartCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "start",
                "Run the coordinator",
                "Listens on the port of the folder until it is stopped, and carries out the runs that are handed in with `coordinator run`. It may be stopped or"
                        + " killed at any moment: started again, every run goes on where it was.",
                "wardround coordinator start --coordinator coordinator",
                arguments(),
                CoordinatorStartCommand::run);
    }

    private static List<Argument<?>> arguments() {
        List<Argument<?>> all = new ArrayList<>(List.of(CoordinatorArguments.COORDINATOR, LISTEN, HTTPS, PASSPHRASE));
        all.addAll(RestArguments.ALL);
        all.add(LogArguments.LOG);
        return all;
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        FastCurves.install();
        CoordinatorFolder folder = CoordinatorArguments.folder(arguments);
        SiteAddresses addresses = new SiteAddresses(
                address(arguments, folder.address().port()),
                arguments.find(HTTPS).map(port -> address(arguments, port)));
        Optional<RestServer.Settings> rest = RestArguments.settings(arguments);
        LogLines.begin(arguments.find(LogArguments.LOG).orElse(LogLines.Form.PLAIN), session.err());
        StopSignal stop = new StopSignal(() -> {});
        try (Passphrase passphrase = folder.needsPassphrase()
                        ? Passphrases.existing(arguments.find(PASSPHRASE), session, folder.keyFile())
                        : null;
                SigningKey key = folder.signingKey(Optional.ofNullable(passphrase));
                CoordinatorService service = CoordinatorService.start(
                        folder,
                        addresses,
                        key,
                        session.clock(),
                        Version.line(),
                        new Told(session, CoordinatorService.runs(folder)));
                RestServer server = rest.isPresent() ? RestServer.start(service, rest.get(), session.clock()) : null) {
            session.out()
                    .println("Listening on %s, port %d; stop it with Ctrl-C"
                            .formatted(
                                    arguments.find(LISTEN).orElse("all addresses of this computer"), service.port()));
            addresses
                    .https()
                    .ifPresent(https -> session.out()
                            .println("Sites may call https://%s:%d too"
                                    .formatted(folder.address().host(), https.getPort())));
            if (server != null) {
                session.out()
                        .println("REST interface at %s://%s:%d"
                                .formatted(
                                        server.usesTls() ? "https" : "http",
                                        rest.orElseThrow().address().getHostString(),
                                        server.port()));
            }
            session.out().println("Next: wardround coordinator run STUDY --coordinator %s".formatted(folder.path()));
            stop.await();
            session.out().println("Stopping: what is under way is finished first");
        }
        return ExitCode.OK;
    }

    private static InetSocketAddress address(Arguments arguments, int port) {
        return arguments
                .find(LISTEN)
                .map(host -> new InetSocketAddress(host, port))
                .orElseGet(() -> new InetSocketAddress(port));
    }

    private record Told(Session session, Path runs) implements CoordinatorService.Listener {
        @Override
        public void opened(String run) {
            session.out().println("Run %s is open".formatted(run));
        }

        @Override
        public void publish(Path results, Results content) throws IOException {
            Report.write(content, results.resolve(Report.NAME));
            WrittenFiles.write(WrittenFiles.Kind.RUN, results);
        }

        @Override
        public void ended(String run, RunEnd end) {
            session.out()
                    .println(
                            end.isFinished()
                                    ? "Run %s has finished%s".formatted(run, results(run))
                                    : "Run %s has ended: %s (%s)".formatted(run, end.reason(), end.code()));
        }

        private String results(String run) {
            return RunResultsFolder.of(runs.resolve(run))
                    .map(folder -> "; its report: " + folder.resolve(Report.NAME))
                    .orElse("");
        }

        @Override
        public void failed(String run, String why) {
            session.err().println("Run %s can't be carried out: %s".formatted(run, why));
        }
    }
}

package org.wardround.cli.coordinator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.ShellWord;
import org.wardround.cli.federation.Passphrases;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.core.trust.Passphrase;
import org.wardround.core.trust.SignedRoster;
import org.wardround.study.roster.RosterFolder;

/** {@code wardround coordinator init}. */
final class CoordinatorInitCommand {
    private static final int HIGHEST_PORT = 65_535;
    private static final int USUAL_PORT = 8443;

    private static final Argument<Path> OUT = Argument.path("--out", "DIR", "the coordinator's folder, which is made")
            .needed();
    private static final Argument<Path> ROSTER = Argument.path(
                    "--roster", "DIR", "the federation's folder, with its rosters")
            .needed();
    private static final Argument<String> HOST = Argument.text(
                    "--host",
                    "NAMES",
                    "names and IP addresses by which sites call it, with commas between; the first is told to sites")
            .needed();
    private static final Argument<Integer> PORT =
            Argument.count("--port", 1, HIGHEST_PORT, "where sites call (default: %d)".formatted(USUAL_PORT));
    private static final Argument<Path> PASSPHRASE_FILE = Argument.path(
            "--passphrase-file",
            "FILE",
            "encrypt the signing key under the passphrase in the first line, which each start then needs (default: the key is readable by"
                    + " you alone)");

    private static final Argument<Path> DATABASE = Argument.path(
            "--database",
            "FILE",
            "keep the journal in a PostgreSQL: a file of properties with its url, user and password, which is copied (default: SQLite in the folder)");

    private CoordinatorInitCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "init",
                "Make a coordinator's folder: keys, certificates, journal",
                "Makes, on the computer that will coordinate, the key that signs receipts, an authority for TLS certificates and a journal that knows the"
                        + " federation's rosters. None of these keys lets anybody change the roster.",
                "wardround coordinator init --out coordinator --roster hearts --host wardround.example.org",
                List.of(OUT, ROSTER, HOST, PORT, PASSPHRASE_FILE, DATABASE),
                CoordinatorInitCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        Path out = arguments.get(OUT);
        if (Files.exists(out)) {
            throw new CommandException("%s: is there already; give another --out".formatted(out));
        }
        CoordinatorFolder.Settings settings = settings(arguments);
        CoordinatorFolder made;
        Optional<Path> file = arguments.find(PASSPHRASE_FILE);
        if (file.isPresent()) {
            try (Passphrase passphrase = Passphrases.ofFile(file.get())) {
                made = CoordinatorFolder.create(out, settings, Optional.of(passphrase), session.clock());
            }
        } else {
            made = CoordinatorFolder.create(out, settings, Optional.empty(), session.clock());
        }
        SignedRoster newest = settings.rosters().get(settings.rosters().size() - 1);
        session.out()
                .println("Wrote %s, which only you may enter: sites will call %s, and roster %d of %s holds"
                        .formatted(
                                out,
                                made.address(),
                                newest.roster().number(),
                                newest.roster().federation()));
        session.out()
                .println("Fingerprint of the coordinator's key  " + made.key().fingerprint());
        session.out()
                .println("Next: send %s to an administrator, who compares the words with you on the phone, then"
                        .formatted(out.resolve("coordinator.pub")));
        session.out().println("  wardround federation coordinator set --key coordinator.pub --federation DIR");
        session.out()
                .println("Once that roster is signed: wardround coordinator roster --roster DIR --coordinator "
                        + ShellWord.of(out));
        return ExitCode.OK;
    }

    private static CoordinatorFolder.Settings settings(Arguments arguments) {
        Path folder = arguments.get(ROSTER);
        RosterFolder rosters = RosterFolder.read(folder);
        if (rosters.holding().isEmpty()) {
            throw new CommandException(
                    "%s: %s".formatted(folder, rosters.refusal().orElseThrow()));
        }
        List<String> hosts = Arrays.stream(
                        arguments.get(HOST).toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .toList();
        try {
            return new CoordinatorFolder.Settings(
                    hosts, arguments.find(PORT).orElse(USUAL_PORT), rosters.allHolding(), arguments.find(DATABASE));
        } catch (IllegalArgumentException e) {
            throw new CommandException("--host: " + e.getMessage());
        }
    }
}

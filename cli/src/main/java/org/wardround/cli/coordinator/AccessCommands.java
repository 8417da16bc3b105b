package org.wardround.cli.coordinator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.folder.OutputFiles;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.coordinator.access.AccessEntry;
import org.wardround.coordinator.access.AccessFile;
import org.wardround.coordinator.access.AccessToken;
import org.wardround.coordinator.access.Role;
import org.wardround.core.trust.PrivateFile;

/** {@code wardround coordinator access}: who may call the REST interface. */
final class AccessCommands {
    private static final Argument<String> NAME =
            Argument.word("NAME", "who it is, for the log: letters, digits, dots, underscores, hyphens");
    private static final Argument<Role> ROLE =
            new Argument<>("--role", "ROLE", "administrator, researcher or auditor", true, AccessCommands::role);
    private static final Argument<Path> OUT =
            Argument.path("--out", "FILE", "where the token goes").needed();

    private AccessCommands() {}

    static Command.Group group() {
        return new Command.Group(
                "access",
                "Tokens for the REST interface",
                List.of(
                        new Command.Verb(
                                "add",
                                "Make a token for somebody",
                                "Writes a file with a new token, which only you may read; the coordinator keeps its SHA-256. Whoever has the token may do what the role"
                                        + " may (docs/rest.md), so send it by a way that you trust. Works while the coordinator runs.",
                                "wardround coordinator access add ada --role auditor --coordinator c --out t",
                                List.of(NAME, ROLE, CoordinatorArguments.COORDINATOR, OUT),
                                AccessCommands::add),
                        new Command.Verb(
                                "list",
                                "List who has a token",
                                "Shows names, roles and when each was added. Tokens can't be shown again.",
                                "wardround coordinator access list --coordinator coordinator",
                                List.of(CoordinatorArguments.COORDINATOR),
                                AccessCommands::list),
                        new Command.Verb(
                                "remove",
                                "Refuse somebody's token from now on",
                                "Counts from the next call on; streams of events that are open end within a second. Works while the coordinator runs.",
                                "wardround coordinator access remove ada --coordinator coordinator",
                                List.of(NAME, CoordinatorArguments.COORDINATOR),
                                AccessCommands::remove)));
    }

    private static Role role(String word) {
        return Role.of(word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be administrator, researcher or auditor, got '%s'".formatted(word)));
    }

    private static AccessFile access(Arguments arguments) throws IOException {
        return new AccessFile(CoordinatorArguments.folder(arguments).path());
    }

    private static int add(Arguments arguments, Session session) throws IOException {
        Path file = arguments.get(OUT);
        OutputFiles.requireAbsent(List.of(file));
        OutputFiles.requireWritable(List.of(file));
        AccessFile access = access(arguments);
        Instant now = session.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        byte[] token = AccessToken.fresh();
        try {
            AccessEntry entry =
                    new AccessEntry(arguments.get(NAME), arguments.get(ROLE), AccessToken.digest(token), now);
            // Before the file is there: a token that somebody holds is one that counts.
            access.add(entry);
            byte[] line = Arrays.copyOf(token, token.length + 1);
            line[token.length] = '\n';
            PrivateFile.writeNew(file, line);
            Arrays.fill(line, (byte) 0);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(token, (byte) 0);
        }
        session.out()
                .println("Wrote %s, readable by you alone: %s may call as %s"
                        .formatted(
                                file, arguments.get(NAME), arguments.get(ROLE).word()));
        session.out().println("Next: send the file by a way that you trust, then delete it here");
        return ExitCode.OK;
    }

    private static int list(Arguments arguments, Session session) throws IOException {
        List<AccessEntry> entries = access(arguments).entries();
        if (entries.isEmpty()) {
            session.out().println("Nobody has a token");
        }
        for (AccessEntry entry : entries) {
            session.out()
                    .println("%s  %s  since %s"
                            .formatted(entry.name(), entry.role().word(), entry.added()));
        }
        return ExitCode.OK;
    }

    private static int remove(Arguments arguments, Session session) throws IOException {
        String name = arguments.get(NAME);
        if (!access(arguments).remove(name)) {
            throw new CommandException(
                    "nobody of the name '%s' has a token; `wardround coordinator access list` shows who"
                            .formatted(name));
        }
        session.out().println("The token of %s counts no more".formatted(name));
        return ExitCode.OK;
    }
}

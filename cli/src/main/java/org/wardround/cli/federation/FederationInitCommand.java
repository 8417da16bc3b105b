package org.wardround.cli.federation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.ShellWord;
import org.wardround.cli.folder.OutputFiles;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.study.roster.RosterFile;
import org.wardround.study.roster.RosterWriter;

/** {@code wardround federation init}. */
final class FederationInitCommand {
    private static final Argument<String> NAME = Argument.word("NAME", "the federation's name, which never changes");
    private static final Argument<Path> OUT =
            Argument.path("--out", "DIR", "folder for the rosters").needed();
    private static final Argument<String> ADMINISTRATOR =
            Argument.text("--administrator", "NAME", "your own name").needed();
    private static final Argument<Path> KEY = Argument.path(
            "--key", "FILE", "where your private key goes (default: private/administrator.key in the folder)");
    private static final Argument<Integer> SIGNATURES = Argument.count(
            "--signatures",
            1,
            Roster.MOST_ENTRIES,
            "how many administrators must sign a roster (default: %d)".formatted(Roster.USUAL_NEEDED));

    private FederationInitCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "init",
                "Begin a federation: your key and a draft of its first roster",
                "Makes an administrator's key and the draft of roster 1 on this computer, which is not the coordinator's: no key made here ever goes"
                        + " there. The roster holds once enough administrators have signed it.",
                "wardround federation init Hearts --administrator Ada --out hearts",
                List.of(NAME, ADMINISTRATOR, OUT, KEY, SIGNATURES, KeyArguments.PASSPHRASE_FILE),
                FederationInitCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        Path folder = arguments.get(OUT);
        Path file = RosterFile.roster(folder, 1);
        OutputFiles.requireAbsent(List.of(file, RosterFile.signatures(folder, 1)));
        OutputFiles.requireWritable(List.of(file));
        Path keyFile = arguments.find(KEY).orElse(folder.resolve("private").resolve("administrator.key"));
        VerifyingKey key = NewKey.make(keyFile, arguments, session, made -> Map.of(file, text(arguments, made)));
        session.out()
                .println("Wrote %s (private and encrypted: never send it), %s and the draft %s"
                        .formatted(keyFile, PublicKeys.beside(keyFile), file));
        session.out().println("Fingerprint of your key  " + key.fingerprint());
        session.out().println("Next: each other administrator makes a key with wardround federation key, then");
        session.out()
                .println("  wardround federation administrator add NAME --key FILE --federation "
                        + ShellWord.of(folder));
        return ExitCode.OK;
    }

    private static String text(Arguments arguments, VerifyingKey key) {
        try {
            Roster roster = Roster.first(
                    arguments.get(NAME),
                    arguments.find(SIGNATURES).orElse(Roster.USUAL_NEEDED),
                    new Roster.Person(arguments.get(ADMINISTRATOR), key));
            return new String(RosterWriter.write(roster), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}

package org.wardround.cli.federation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.trust.VerifyingKey;

/** {@code wardround federation key}. */
final class FederationKeyCommand {
    private static final Argument<Path> OUT = Argument.path(
                    "--out", "FILE", "where the private key goes, for example ben.key")
            .needed();

    private FederationKeyCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "key",
                "Make a key for yourself, as administrator or author",
                "Makes a key on this computer: a private file, encrypted under a passphrase, that never leaves it, and a public one to send to an"
                        + " administrator. Read the words of its fingerprint to them on the phone.",
                "wardround federation key --out ben.key",
                List.of(OUT, KeyArguments.PASSPHRASE_FILE),
                FederationKeyCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        Path file = arguments.get(OUT);
        VerifyingKey key = NewKey.make(file, arguments, session, made -> Map.of());
        session.out()
                .println("Wrote %s (private and encrypted: keep it and its passphrase to yourself) and %s"
                        .formatted(file, PublicKeys.beside(file)));
        session.out().println("Fingerprint  " + key.fingerprint());
        session.out()
                .println("Next: send %s to an administrator, who adds you and compares the words with you on the phone"
                        .formatted(PublicKeys.beside(file)));
        return ExitCode.OK;
    }
}

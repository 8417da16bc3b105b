package org.wardround.cli.federation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.folder.OutputFiles;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.trust.KeyFile;
import org.wardround.core.trust.Passphrase;
import org.wardround.core.trust.Refusal;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.RosterRules;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.study.roster.RosterFile;
import org.wardround.study.roster.RosterFolder;

/** {@code wardround federation sign}. */
final class FederationSignCommand {
    private FederationSignCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "sign",
                "Sign the newest roster, as an administrator",
                "Shows what the newest roster changes, then signs it with your key. Compare the words of every new key with its holder on the phone"
                        + " before: your signature says that you did.",
                "wardround federation sign --federation hearts --key ben.key",
                List.of(KeyArguments.PRIVATE_KEY, KeyArguments.FEDERATION, KeyArguments.PASSPHRASE_FILE),
                FederationSignCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        Path folder = KeyArguments.folder(arguments);
        Path keyFile = arguments.get(KeyArguments.PRIVATE_KEY);
        RosterFolder rosters = RosterFolder.read(folder);
        SignedRoster newest = rosters.newest();
        Roster signers = rosters.beforeNewest().map(SignedRoster::roster).orElse(newest.roster());
        refuseUnsignable(folder, rosters);
        requireAdministrator(keyFile, signers, KeyFile.owner(keyFile));
        RosterWords.changes(rosters).forEach(session.out()::println);
        SignedRoster signed;
        try (Passphrase passphrase = Passphrases.existing(arguments, session, keyFile);
                SigningKey key = KeyFile.read(keyFile, passphrase)) {
            signed = newest.signedBy(key);
        }
        Path file = RosterFile.signatures(folder, newest.roster().number());
        OutputFiles.write(Map.of(file, signed.signatures().text()));
        tell(RosterFolder.read(folder), signed, signers, file, session);
        return ExitCode.OK;
    }

    private static void refuseUnsignable(Path folder, RosterFolder rosters) {
        rosters.refusal()
                .filter(found -> !rosters.isNewestDraft() || found.code() != ErrorCode.ROSTER_UNDERSIGNED)
                .or(() -> RosterRules.incomplete(rosters.newest().roster()))
                .ifPresent(found -> {
                    throw new CommandException("%s: %s".formatted(folder, found));
                });
    }

    private static void requireAdministrator(Path keyFile, Roster signers, VerifyingKey key) {
        if (signers.administrators().stream().noneMatch(person -> person.key().equals(key))) {
            throw new CommandException("%s: this key is no administrator's of roster %d; who may sign: %s"
                    .formatted(keyFile, signers.number(), RosterWords.names(signers)));
        }
    }

    private static void tell(RosterFolder rosters, SignedRoster signed, Roster signers, Path file, Session session) {
        int number = signed.roster().number();
        session.out()
                .println("Wrote %s: roster %d is signed by %s"
                        .formatted(file, number, RosterWords.signedBy(signed, signers)));
        Optional<Refusal> open = rosters.refusal();
        if (open.isPresent()) {
            session.out().println("It does not hold yet: " + open.get().message());
            session.out()
                    .println("Next: send roster-%d.json and roster-%d.sigs to the next of them"
                            .formatted(number, number));
        } else {
            session.out().println("It holds. Its fingerprint  " + signed.fingerprint());
            session.out()
                    .println("Next: send roster-%d.json and roster-%d.sigs to the coordinator and to all sites"
                            .formatted(number, number));
        }
        RosterWords.fragility(signed.roster()).ifPresent(session.err()::println);
    }
}

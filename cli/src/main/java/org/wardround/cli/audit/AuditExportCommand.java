package org.wardround.cli.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.ShellWord;
import org.wardround.cli.federation.KeyArguments;
import org.wardround.cli.federation.Passphrases;
import org.wardround.cli.folder.OutputFiles;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.storage.Journal;
import org.wardround.core.text.Counted;
import org.wardround.core.trust.KeyFile;
import org.wardround.core.trust.Passphrase;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.site.audit.AuditExport;
import org.wardround.site.audit.SignedHead;
import org.wardround.site.identity.SiteFolder;

/** {@code wardround audit export}. */
final class AuditExportCommand {
    private static final Argument<Path> SITE = AuditCommands.SITE.needed();
    private static final Argument<Path> KEY =
            Argument.path("--key", "FILE", "the site's private key, where it does not lie in the site's folder");
    private static final Argument<Path> OUT = Argument.path(
                    "--out", "FILE", "where the log goes, for example audit.jsonl")
            .needed();
    private static final Argument<Boolean> FORCE = Argument.flag("--force", "replace a file that is there");

    private AuditExportCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "export",
                "Write an audit log to a file for somebody else to check",
                "Writes the log's lines as they are, and a last line with the log's length and head, signed with the site's own key. A log whose chain is broken is"
                        + " not exported.",
                "wardround audit export --site agent --out audit.jsonl",
                List.of(SITE, KEY, KeyArguments.PASSPHRASE_FILE, OUT, FORCE),
                AuditExportCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        Path out = arguments.get(OUT);
        if (!arguments.has(FORCE)) {
            OutputFiles.requireAbsent(List.of(out));
        }
        OutputFiles.requireWritable(List.of(out));
        List<SignedHead> signed = new ArrayList<>();
        try (Journal journal = AuditCommands.journal(arguments.get(SITE));
                SigningKey key = key(arguments, session)) {
            AuditExport export = new AuditExport(journal, session.clock());
            OutputFiles.write(out, stream -> signed.add(export.write(stream, key)));
        }
        SignedHead head = signed.get(0);
        session.out()
                .println("Wrote %s: %s and the signed head"
                        .formatted(out, Counted.of(head.head().length(), "line")));
        session.out().println("Head  " + head.head().hash());
        session.out().println("Fingerprint of the key  " + head.key().fingerprint());
        session.out().println("Next: wardround audit verify --federation DIR --file " + ShellWord.of(out));
        return ExitCode.OK;
    }

    private static SigningKey key(Arguments arguments, Session session) throws IOException {
        Path site = arguments.get(SITE);
        Optional<Path> file = arguments.find(KEY);
        if (file.isEmpty()) {
            SiteFolder folder = SiteFolder.open(site);
            if (!folder.needsPassphrase()) {
                return folder.identityKey(Optional.empty());
            }
            try (Passphrase passphrase = Passphrases.existing(arguments, session, folder.identityFile())) {
                return folder.identityKey(Optional.of(passphrase));
            }
        }
        SigningKey key;
        try (Passphrase passphrase = Passphrases.existing(arguments, session, file.get())) {
            key = KeyFile.read(file.get(), passphrase);
        }
        Optional<VerifyingKey> own = SiteFolder.identityOf(site);
        if (own.isPresent() && !own.get().equals(key.verifyingKey())) {
            key.close();
            throw new CommandException(
                    "%s is not the key of the site of %s; leave --key out, and the site's own is taken. Nothing was written"
                            .formatted(file.get(), site));
        }
        return key;
    }
}

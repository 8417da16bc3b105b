package org.wardround.cli.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Journal;
import org.wardround.core.text.Counted;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.site.audit.AuditVerifier;
import org.wardround.site.audit.SignedHead;
import org.wardround.site.audit.Verification;

/** {@code wardround audit verify}. */
final class AuditVerifyCommand {
    private static final Argument<Path> FILE = Argument.path("--file", "FILE", "an exported log instead");
    private static final Argument<Path> RECEIPTS = Argument.path(
            "--receipts", "FILE", "receipts that the coordinator or a backup has kept, in base64, one a line");

    private AuditVerifyCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "verify",
                "Check that nobody changed an audit log",
                "Follows the chain from the first line and checks every receipt of the coordinator in it. Ends with an error and the first line that is wrong"
                        + " where one is, and says which lines no receipt proves. Give --site or --file, and --federation or --coordinator.",
                "wardround audit verify --site agent --federation hearts\n"
                        + "wardround audit verify --file audit.jsonl --federation hearts --receipts kept.txt",
                List.of(AuditCommands.SITE, FILE, TrustedKeys.FEDERATION, TrustedKeys.COORDINATOR, RECEIPTS),
                AuditVerifyCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        Optional<Path> site = arguments.find(AuditCommands.SITE);
        Optional<Path> file = arguments.find(FILE);
        if (site.isPresent() == file.isPresent()) {
            throw new CommandException("give either --site or --file");
        }
        TrustedKeys keys = TrustedKeys.of(arguments);
        AuditVerifier verifier = verifier(arguments, keys);
        Path log = site.or(() -> file).orElseThrow();
        Verification result = site.isPresent() ? ofJournal(verifier, log) : ofFile(verifier, log);
        if (result instanceof Verification.Broken broken) {
            throw new CommandException("%s: line %d: %s".formatted(log, broken.line(), broken.problem()));
        }
        Verification.Holds holds = (Verification.Holds) result;
        List<String> words = new ArrayList<>(words(holds));
        holds.signedHead().ifPresent(head -> words.addAll(signer(log, head, keys)));
        words.forEach(session.out()::println);
        for (VerifyingKey revoked : keys.revoked()) {
            session.err()
                    .println(
                            "warning: the coordinator's key %s is revoked: receipts under it prove nothing against who has it"
                                    .formatted(revoked));
        }
        return ExitCode.OK;
    }

    private static AuditVerifier verifier(Arguments arguments, TrustedKeys keys) throws IOException {
        AuditVerifier verifier = AuditVerifier.trusting(keys.coordinators());
        Optional<Path> file = arguments.find(RECEIPTS);
        if (file.isEmpty()) {
            return verifier;
        }
        try {
            return verifier.with(receipts(file.get()));
        } catch (IllegalArgumentException e) {
            throw new CommandException("%s: %s".formatted(file.get(), e.getMessage()));
        }
    }

    private static List<Bytes> receipts(Path file) throws IOException {
        List<Bytes> receipts = new ArrayList<>();
        int number = 0;
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .lines()
                .toList()) {
            number++;
            if (!line.isBlank()) {
                receipts.add(receipt(line.strip(), number));
            }
        }
        return receipts;
    }

    private static Bytes receipt(String line, int number) {
        try {
            return Bytes.copyOf(Base64.getDecoder().decode(line));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line %d is not in base64".formatted(number), e);
        }
    }

    private static Verification ofJournal(AuditVerifier verifier, Path folder) {
        try (Journal journal = AuditCommands.journal(folder)) {
            return verifier.verify(journal);
        }
    }

    private static Verification ofFile(AuditVerifier verifier, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return verifier.verify(in);
        }
    }

    private static List<String> words(Verification.Holds holds) {
        long length = holds.head().length();
        long proven = holds.proven().length();
        List<String> words = new ArrayList<>();
        words.add("OK: %s, %s that left, %s of the coordinator"
                .formatted(
                        Counted.of(length, "line"),
                        Counted.of(holds.released(), "answer"),
                        Counted.of(holds.receipts(), "receipt")));
        words.add(
                proven == 0
                        ? "No receipt proves any of it"
                        : "Proven by the coordinator's receipts: lines 1 to " + proven);
        if (holds.unproven() > 0) {
            words.add(
                    "Protected by nothing but the chain: lines %d to %d, which whoever can write to the log could cut off or make anew"
                            .formatted(proven + 1, length));
        }
        if (holds.unconfirmed() > 0) {
            words.add("Without a receipt in the log: " + Counted.of(holds.unconfirmed(), "answer"));
        }
        words.add("Head  " + holds.head().hash());
        return words;
    }

    private static List<String> signer(Path file, SignedHead head, TrustedKeys keys) {
        Optional<String> site = keys.site(head.key());
        if (keys.namesSites() && site.isEmpty()) {
            throw new CommandException("%s: line %d: the head is signed by %s, which no roster names as a site's key"
                    .formatted(file, head.head().length() + 1, head.key()));
        }
        return List.of(
                "Exported %s and signed by %s".formatted(head.time(), site.orElse("the holder of " + head.key())),
                "Fingerprint of that key  " + head.key().fingerprint());
    }
}

package org.wardround.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.cli.TestSession;
import org.wardround.cli.Workbench;
import org.wardround.cli.Workbench.Ran;
import org.wardround.cli.terminal.Screen;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;
import org.wardround.core.trust.KeyFile;
import org.wardround.core.trust.Passphrase;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SignatureList;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.privacy.release.Protection;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.v1.Receipt;
import org.wardround.protocol.v1.Signed;
import org.wardround.site.audit.AuditEvent;
import org.wardround.site.audit.AuditHead;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.audit.Decision;
import org.wardround.site.storage.SiteStorage;
import org.wardround.study.roster.RosterFile;
import org.wardround.study.roster.RosterWriter;

/** A hospital's log, shown, checked and handed on, and every refusal on the way. */
final class AuditCommandsTest {
    private static final String PASSPHRASE = "a long enough passphrase";
    private static final Sha256 STUDY = Sha256.of("study");
    private static final SigningKey COORDINATOR = SigningKey.generate();
    private static final SigningKey SITE = SigningKey.generate();

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-25T08:30:00Z");
    private String lastReceipt = "";

    private Path agent() {
        return folder.resolve("agent");
    }

    private Ran run(Object... words) {
        TestSession session = new TestSession(Screen.PLAIN, folder);
        int exitCode = session.run(words);
        return new Ran(exitCode, session.out(), session.err());
    }

    private Ran succeed(Object... words) {
        Ran ran = run(words);
        assertThat(ran.exitCode())
                .as("%s%n%s%s", List.of(words), ran.out(), ran.err())
                .isZero();
        return ran;
    }

    private void assertRefused(String message, Object... words) {
        Ran ran = run(words);
        assertThat(ran.exitCode()).as("%s%n%s", List.of(words), ran.out()).isEqualTo(1);
        assertThat(ran.err()).startsWith("error: ").contains(message).doesNotContain("Exception", "\tat ");
        assertThat(ran.out()).isEmpty();
    }

    /** Two answers with receipts on the 25th, a refusal and another run's end on the 26th. */
    private void log() {
        InstantSource clock = () -> now;
        try (SiteStorage storage = SiteStorage.open(agent(), clock)) {
            AuditLog log = AuditLog.open(storage.journal(), clock);
            log.write(new Decision.Approved(STUDY, "Ada Müller", Sha256.of("dossier"), now.plusSeconds(99)));
            for (int round = 1; round <= 2; round++) {
                AuditHead head = log.write(released(round));
                log.write(AuditEvent.ReceiptKept.of(receipt(round, head)));
            }
            now = now.plusSeconds(86_400);
            log.write(
                    new AuditEvent.Refused("hearts-1", 3, ErrorCode.TOO_LATE, "turned \u202Earound\u001B[2J"),
                    new AuditEvent.RunEnded("lungs-1", null));
        }
    }

    private static AuditEvent released(int round) {
        return new AuditEvent.Released(
                "hearts-1",
                round,
                STUDY,
                TaskKind.TRAIN,
                ReleaseKind.SUM,
                Protection.PLAIN,
                14,
                Sha256.of("answer " + round),
                Sha256.of("question"),
                new TreeSet<>(List.of(new SiteId("south"), new SiteId("east"))));
    }

    private Bytes receipt(int round, AuditHead head) {
        byte[] content = Receipt.newBuilder()
                .setSite("north")
                .setRun("hearts-1")
                .setRound(round)
                .setDigest(Digests.toBytes(Sha256.of("answer " + round)))
                .setLogLength(head.length())
                .setLogHead(Digests.toBytes(head.hash()))
                .build()
                .toByteArray();
        byte[] signed = Signed.newBuilder()
                .setContent(ByteString.copyFrom(content))
                .setSignature(ByteString.copyFrom(
                        COORDINATOR.sign(SigningDomain.RECEIPT, content).bytes()))
                .build()
                .toByteArray();
        lastReceipt = Base64.getEncoder().encodeToString(signed);
        return Bytes.copyOf(signed);
    }

    private void federation() throws IOException {
        Path hearts = Files.createDirectory(folder.resolve("hearts"));
        SigningKey ada = SigningKey.generate();
        Roster roster = Roster.first("Hearts", 1, new Roster.Person("Ada", ada.verifyingKey()))
                .withSite(new Roster.Site(new SiteId("north"), "Northside", SITE.verifyingKey()))
                .withCoordinator(COORDINATOR.verifyingKey());
        byte[] bytes = RosterWriter.write(roster);
        SignedRoster signed = new SignedRoster(roster, bytes, SignatureList.EMPTY).signedBy(ada);
        Files.write(RosterFile.roster(hearts, 1), bytes);
        Files.writeString(RosterFile.signatures(hearts, 1), signed.signatures().text());
    }

    private Object[] export(Path out) throws IOException {
        Path key = folder.resolve("north.key");
        if (Files.notExists(key)) {
            try (Passphrase passphrase = Passphrase.of(PASSPHRASE.toCharArray())) {
                KeyFile.write(key, SITE, passphrase);
            }
            Files.writeString(folder.resolve("pass"), PASSPHRASE + "\n");
        }
        return new Object[] {
            "audit",
            "export",
            "--site",
            agent(),
            "--key",
            key,
            "--passphrase-file",
            folder.resolve("pass"),
            "--out",
            out
        };
    }

    private Ran verify(Object... more) {
        return succeed(verifying(more));
    }

    private Ran rejected(Object... more) {
        return run(verifying(more));
    }

    private static Object[] verifying(Object... more) {
        return Stream.concat(Stream.of("audit", "verify", "--coordinator", COORDINATOR.verifyingKey()), Stream.of(more))
                .toArray();
    }

    @Test
    void the_log_is_shown_with_the_newest_last() {
        log();

        Ran shown = succeed("audit", "show", "--site", agent());

        List<String> lines = shown.out().lines().toList();
        assertThat(lines).hasSize(9);
        assertThat(lines.get(0)).isEqualTo("Line  Time (UTC)           Event         What");
        assertThat(lines.get(1))
                .startsWith("   1  2026-11-25 08:30:00  approved      study "
                        + STUDY.hex().substring(0, 12) + "; person Ada Müller;");
        assertThat(lines.get(2))
                .contains(
                        "released",
                        "round 1",
                        "task train; release sum; protection plain; words 14",
                        "peers east, south");
        assertThat(lines.get(3)).contains("receipt kept", "round 1").doesNotContain(lastReceipt);
        assertThat(lines.get(6))
                .startsWith("   6  2026-11-26 08:30:00  refused ")
                .endsWith("code TOO_LATE; reason turned \uFFFDaround [2J");
        assertThat(lines.get(7)).endsWith("run ended     run lungs-1");
        assertThat(lines.get(8)).isEqualTo("7 lines. Next: wardround audit verify --site " + agent());
    }

    @Test
    void lines_are_chosen_by_day_moment_and_run() {
        log();

        assertThat(succeed("audit", "show", "--site", agent(), "--since", "2026-11-26")
                        .out())
                .contains("2 lines.")
                .doesNotContain("2026-11-25 ");
        assertThat(succeed("audit", "show", "--site", agent(), "--since", "2026-11-26T08:30:01Z")
                        .out())
                .startsWith("0 lines.");
        assertThat(succeed("audit", "show", "--site", agent(), "--run", "lungs-1")
                        .out())
                .contains("1 line.", "lungs-1");
    }

    /** It never joined it, so that the line has no run: the name stands in what was not accepted. */
    @Test
    void a_run_that_was_declined_is_found_by_its_name() {
        log();
        try (SiteStorage storage = SiteStorage.open(agent(), () -> now)) {
            AuditLog.open(storage.journal(), () -> now)
                    .write(new AuditEvent.CallRefused(
                            AuditEvent.CallRefused.run("lungs-2"), ErrorCode.WOULD_ISOLATE_PATIENTS, "too near"));
        }

        assertThat(succeed("audit", "show", "--site", agent(), "--run", "lungs-2")
                        .out())
                .contains("1 line.", "WOULD_ISOLATE_PATIENTS");
    }

    @Test
    void a_folder_of_no_site_is_called_so_and_no_file_is_blamed() {
        for (String[] words : new String[][] {{"site", "ledger"}, {"site", "outbox", "list"}, {"site", "status"}}) {
            Ran ran = run(
                    Stream.concat(Stream.of(words), Stream.of("--site", folder)).toArray());

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err())
                    .startsWith("error: " + folder + " is not the folder of a site that has enrolled")
                    .contains("check --site");
        }
    }

    @Test
    void the_table_fits_the_terminal() {
        log();
        TestSession session = new TestSession(new Screen(72, 72, true, true, true), folder);

        assertThat(session.run("audit", "show", "--site", agent())).isZero();

        assertThat(session.out().lines().filter(line -> !line.contains(folder.toString())))
                .hasSizeGreaterThan(9)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(72));
    }

    @Test
    void a_whole_log_is_ok_and_what_no_receipt_proves_is_said() {
        log();

        assertThat(verify("--site", agent()).out())
                .startsWith("OK: 7 lines, 2 answers that left, 2 receipts of the coordinator")
                .contains(
                        "Proven by the coordinator's receipts: lines 1 to 4",
                        "Protected by nothing but the chain: lines 5 to 7, which whoever can write to the log could cut off or make anew")
                .doesNotContain("Without a receipt");
    }

    @Test
    void the_log_is_shown_and_checked_while_the_agent_runs() {
        log();
        try (SiteStorage storage = SiteStorage.open(agent(), () -> now)) {
            AuditLog.open(storage.journal(), () -> now).write(released(3));
            assertThat(verify("--site", agent()).out()).contains("8 lines", "Without a receipt in the log: 1 answer");
            assertThat(succeed("audit", "show", "--site", agent()).out()).contains("8 lines.");
        }
    }

    @Test
    void a_changed_line_is_named() throws SQLException {
        log();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + agent().resolve(SiteStorage.JOURNAL));
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE journal_event SET payload = CAST(replace(CAST(payload AS TEXT), '14', '15') AS BLOB) WHERE sequence = 4");
        }

        Ran ran = rejected("--site", agent());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).startsWith("error: %s: line 4: event 4 of stream audit".formatted(agent()));
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void an_export_is_checked_by_somebody_with_the_rosters() throws IOException {
        log();
        federation();
        Path out = folder.resolve("out/audit.jsonl");

        Ran exported = succeed(export(out));
        Ran checked = succeed("audit", "verify", "--file", out, "--federation", folder.resolve("hearts"));

        assertThat(exported.out())
                .contains(
                        "Wrote %s: 7 lines and the signed head".formatted(out),
                        SITE.verifyingKey().fingerprint().toString());
        assertThat(checked.out()).contains("OK: 7 lines", "Exported 1970-01-01T00:00:00Z and signed by north");
        assertThat(checked.err()).isEmpty();
        assertThat(verify("--file", out).out())
                .contains(
                        "signed by the holder of " + SITE.verifyingKey(),
                        SITE.verifyingKey().fingerprint().toString());
        assertRefused("is there already", export(out));
    }

    @Test
    void a_key_of_somebody_else_signs_no_export() throws IOException {
        log();
        Path out = folder.resolve("audit.jsonl");
        Path own = agent().resolve("identity.pub");
        Files.writeString(own, COORDINATOR.verifyingKey() + "\n");
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));

        assertRefused("is not the key of the site of", export(out));
        assertThat(out).doesNotExist();

        Files.writeString(own, SITE.verifyingKey() + "\n");
        succeed(export(out));
    }

    @Test
    void a_changed_export_is_refused_with_the_line() throws IOException {
        log();
        Path out = folder.resolve("audit.jsonl");
        succeed(export(out));
        List<String> lines = Files.readAllLines(out);
        Files.writeString(
                out, String.join("\n", lines).replace("\"round\":2,\"study\"", "\"round\":3,\"study\"") + "\n");

        Ran changed = rejected("--file", out);

        assertThat(changed.exitCode()).isEqualTo(1);
        assertThat(changed.err())
                .startsWith("error: %s: line 5: it follows a line with SHA-256".formatted(out))
                .contains("one of the two was changed");
    }

    @Test
    void a_cut_export_is_found_by_a_receipt_that_somebody_kept() throws IOException {
        log();
        Path out = folder.resolve("audit.jsonl");
        succeed(export(out));
        Path kept = Files.writeString(folder.resolve("kept.txt"), lastReceipt + "\n\n");
        verify("--file", out, "--receipts", kept);
        Path empty = folder.resolve("empty");
        SiteStorage.open(empty, () -> now).close();

        assertThat(verify("--site", empty).out()).startsWith("OK: 0 lines").contains("No receipt proves any of it");
        assertThat(rejected("--site", empty, "--receipts", kept).err())
                .contains(
                        "line 1: the coordinator's receipt for round 2 of run hearts-1 is for a log of 4 lines, and this one has 0: it was cut");
    }

    @Test
    void an_export_signed_by_a_stranger_is_refused() throws IOException {
        log();
        federation();
        Path out = folder.resolve("audit.jsonl");
        Object[] words = export(out);
        words[5] = folder.resolve("stranger.key");
        try (Passphrase passphrase = Passphrase.of(PASSPHRASE.toCharArray())) {
            KeyFile.write(folder.resolve("stranger.key"), SigningKey.generate(), passphrase);
        }
        succeed(words);

        assertRefused(
                "which no roster names as a site's key",
                "audit",
                "verify",
                "--file",
                out,
                "--federation",
                folder.resolve("hearts"));
    }

    @Test
    void what_is_asked_for_wrongly_is_refused_with_what_to_do() throws IOException {
        log();
        Path notes = Files.writeString(folder.resolve("notes.txt"), "no receipt?\n");
        Object key = COORDINATOR.verifyingKey();

        assertRefused("there is no journal.db here; name the folder", "audit", "show", "--site", folder);
        assertRefused("give either --site or --file", "audit", "verify", "--coordinator", key);
        assertRefused("give --federation or --coordinator", "audit", "verify", "--site", agent());
        assertRefused(
                "notes.txt: line 1 is not in base64",
                "audit",
                "verify",
                "--site",
                agent(),
                "--coordinator",
                key,
                "--receipts",
                notes);
        assertRefused("there is no such file", "audit", "verify", "--file", folder.resolve("x"), "--coordinator", key);
        assertRefused("line 1: the line is not written as", "audit", "verify", "--file", notes, "--coordinator", key);
        assertThat(run("audit", "show", "--site", agent(), "--since", "yesterday")
                        .err())
                .contains("--since must be a day as 2026-11-25 or a moment");
        assertRefused(
                "signed by none of the coordinator's keys",
                "audit",
                "verify",
                "--site",
                agent(),
                "--coordinator",
                SITE.verifyingKey());
    }

    @Test
    void nothing_is_left_behind_where_the_log_is_broken() throws IOException, SQLException {
        log();
        Object[] words = export(folder.resolve("out/audit.jsonl"));
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + agent().resolve(SiteStorage.JOURNAL));
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM journal_event WHERE sequence = 2");
        }

        assertRefused("STORAGE_CORRUPT", words);
        assertThat(folder.resolve("out/audit.jsonl")).doesNotExist();
        assertThat(Workbench.in(folder).content()).doesNotContainKey("out/.audit.jsonl.unfinished");
    }
}

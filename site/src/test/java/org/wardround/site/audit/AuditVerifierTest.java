package org.wardround.site.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardround.site.audit.SampleLog.NOW;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;

final class AuditVerifierTest {
    private static final AuditEvent STOPPED = new AuditEvent.Stopped("0.1.0");

    private static Verification.Holds holds(Verification result) {
        assertThat(result).isInstanceOf(Verification.Holds.class);
        return (Verification.Holds) result;
    }

    private static Verification.Broken broken(Verification result) {
        assertThat(result).isInstanceOf(Verification.Broken.class);
        return (Verification.Broken) result;
    }

    private static byte[] export(SampleLog sample) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new AuditExport(sample.journal, () -> NOW).write(out, SampleLog.SITE);
        return out.toByteArray();
    }

    private static Verification verify(byte[] export) throws IOException {
        return SampleLog.verifier().verify(new ByteArrayInputStream(export));
    }

    @Test
    void a_whole_log_holds_and_is_counted() {
        SampleLog sample = SampleLog.ofRounds(3);
        sample.release(4);

        Verification.Holds holds = holds(SampleLog.verifier().verify(sample.journal));

        // started; 3 rounds of 3 lines; stopped; one answer without a receipt yet
        assertThat(holds.head())
                .isEqualTo(sample.log.head())
                .extracting(AuditHead::length)
                .isEqualTo(12L);
        assertThat(holds.receipts()).isEqualTo(3);
        assertThat(holds.proven().length()).isEqualTo(8);
        assertThat(holds.unproven()).isEqualTo(4);
        assertThat(holds.released()).isEqualTo(4);
        assertThat(holds.unconfirmed()).isEqualTo(1);
        assertThat(holds.signedHead()).isEmpty();
    }

    @Test
    void an_empty_log_holds_and_proves_nothing() {
        Verification.Holds holds = holds(SampleLog.verifier().verify(new SampleLog().journal));

        assertThat(holds.head()).isEqualTo(AuditHead.EMPTY);
        assertThat(holds.proven()).isEqualTo(AuditHead.EMPTY);
    }

    @Test
    void a_cut_after_the_last_receipt_is_not_found_and_what_is_unproven_is_told() {
        SampleLog sample = SampleLog.ofRounds(3);
        List<Bytes> lines = sample.lines();

        for (int length = 10; length <= lines.size(); length++) {
            Verification.Holds holds = holds(
                    SampleLog.verifier().with(List.of(sample.lastReceipt())).verify(lines.subList(0, length)));
            assertThat(holds.proven().length()).isEqualTo(8);
            assertThat(holds.unproven()).isEqualTo(length - 8L);
        }
    }

    @Test
    void a_cut_before_the_last_receipt_is_found_with_that_receipt_only() {
        SampleLog sample = SampleLog.ofRounds(3);
        List<Bytes> cut = sample.lines().subList(0, 7);

        assertThat(holds(SampleLog.verifier().verify(cut)).proven().length()).isEqualTo(5);
        assertThat(broken(
                        SampleLog.verifier().with(List.of(sample.lastReceipt())).verify(cut)))
                .isEqualTo(
                        new Verification.Broken(
                                8,
                                "the coordinator's receipt for round 3 of run hearts-1 is for a log of 8 lines, and this one has 7: it was cut"));
    }

    @Test
    void lines_made_anew_after_the_last_receipt_are_not_found() {
        SampleLog sample = SampleLog.ofRounds(2);
        List<AuditLine> lines =
                new ArrayList<>(sample.lines().stream().map(AuditLine::read).toList());
        lines.remove(lines.size() - 1);
        lines.add(AuditLine.of(new AuditEvent.Stopped("0.2.0"), NOW, AuditHead.EMPTY));

        Verification.Holds holds = holds(SampleLog.verifier().verify(SampleLog.rechained(List.of(), lines)));

        assertThat(holds.unproven()).isEqualTo(3);
    }

    @Test
    void a_chain_made_anew_is_found_by_the_next_receipt() {
        SampleLog sample = SampleLog.ofRounds(3);
        List<AuditLine> lines =
                new ArrayList<>(sample.lines().stream().map(AuditLine::read).toList());
        lines.set(2, AuditLine.of(STOPPED, NOW, AuditHead.EMPTY));

        Verification.Broken broken = broken(SampleLog.verifier().verify(SampleLog.rechained(List.of(), lines)));

        // The first receipt names lines 1 and 2; the second, in line 7, lines 1 to 5.
        assertThat(broken.line()).isEqualTo(7);
        assertThat(broken.problem())
                .startsWith("the coordinator's receipt for round 2 of run hearts-1 says that line 5 had SHA-256")
                .endsWith("line 5 or one before it was changed after the receipt");
    }

    @Test
    void a_receipt_by_another_key_is_found() {
        SampleLog sample = new SampleLog();
        AuditHead head = sample.log.write(SampleLog.released(1));
        sample.log.write(
                AuditEvent.ReceiptKept.of(SampleLog.receipt(SampleLog.SITE, "north", 1, SampleLog.digest(1), head)));

        assertThat(broken(SampleLog.verifier().verify(sample.journal)))
                .isEqualTo(new Verification.Broken(
                        2, "the receipt for round 1 of run hearts-1 is signed by none of the coordinator's keys"));
    }

    @Test
    void a_receipt_under_an_earlier_key_of_the_coordinator_counts_where_that_key_is_named() {
        SampleLog sample = new SampleLog();
        AuditHead head = sample.log.write(SampleLog.released(1));
        try (SigningKey earlier = SigningKey.generate()) {
            sample.log.write(
                    AuditEvent.ReceiptKept.of(SampleLog.receipt(earlier, "north", 1, SampleLog.digest(1), head)));

            holds(AuditVerifier.trusting(List.of(SampleLog.COORDINATOR.verifyingKey(), earlier.verifyingKey()))
                    .verify(sample.journal));
        }
    }

    @Test
    void a_receipt_for_an_answer_that_the_log_hides_is_found() {
        SampleLog sample = new SampleLog();
        AuditHead head = sample.log.write(STOPPED);
        sample.log.write(AuditEvent.ReceiptKept.of(
                SampleLog.receipt(SampleLog.COORDINATOR, "north", 1, SampleLog.digest(1), head)));

        assertThat(broken(SampleLog.verifier().verify(sample.journal)).problem())
                .isEqualTo("the receipt for round 1 of run hearts-1 is for an answer that the log does not tell of");
    }

    @Test
    void a_receipt_for_a_log_that_was_not_there_yet_is_found() {
        SampleLog sample = new SampleLog();
        sample.log.write(SampleLog.released(1));
        AuditHead later = new AuditHead(2, Sha256.of("later"));
        sample.log.write(AuditEvent.ReceiptKept.of(
                SampleLog.receipt(SampleLog.COORDINATOR, "north", 1, SampleLog.digest(1), later)));

        assertThat(broken(SampleLog.verifier().verify(sample.journal)).problem())
                .contains("a log of 2 lines, which it can't have been yet");
    }

    @Test
    void a_receipt_of_another_site_is_found() {
        SampleLog sample = SampleLog.ofRounds(1);
        AuditHead head = sample.log.write(SampleLog.released(2));
        sample.log.write(AuditEvent.ReceiptKept.of(
                SampleLog.receipt(SampleLog.COORDINATOR, "south", 2, SampleLog.digest(2), head)));

        assertThat(broken(SampleLog.verifier().verify(sample.journal)).problem())
                .isEqualTo("the receipt for round 2 of run hearts-1 is another site's");
    }

    @Test
    void a_line_that_tells_of_another_answer_than_its_receipt_is_found() {
        SampleLog sample = new SampleLog();
        sample.release(1);
        sample.log.write(
                new AuditEvent.ReceiptKept(SampleLog.RUN, 2, SampleLog.digest(1), sample.lastReceipt()), STOPPED);

        assertThat(broken(SampleLog.verifier().verify(sample.journal)))
                .isEqualTo(new Verification.Broken(2, "it tells of another answer than the receipt in it"));
    }

    @Test
    void receipts_from_outside_must_be_genuine_and_of_one_site() {
        SampleLog sample = SampleLog.ofRounds(1);
        Bytes foreign = SampleLog.receipt(SampleLog.COORDINATOR, "south", 1, SampleLog.digest(1), AuditHead.EMPTY);
        Bytes forged = SampleLog.receipt(SampleLog.SITE, "north", 1, SampleLog.digest(1), AuditHead.EMPTY);

        assertThatThrownBy(() -> SampleLog.verifier().with(List.of(sample.lastReceipt(), Bytes.of("x"))))
                .hasMessage("receipt 2 is none");
        assertThatThrownBy(() -> SampleLog.verifier().with(List.of(forged)))
                .hasMessage("receipt 1 is signed by none of the coordinator's keys");
        assertThatThrownBy(() -> SampleLog.verifier().with(List.of(sample.lastReceipt(), foreign)))
                .hasMessage("receipt 2 is another site's than the first");
    }

    @Test
    void an_event_of_a_later_version_is_no_problem() {
        AuditLine unknown = new AuditLine(
                1,
                NOW.truncatedTo(ChronoUnit.SECONDS),
                "novel",
                List.of(AuditField.whole("n", 0)),
                AuditHead.EMPTY.hash());

        holds(SampleLog.verifier().verify(List.of(unknown.bytes())));
    }

    @Test
    void an_export_has_the_lines_as_they_are_and_a_signed_head() throws IOException {
        SampleLog sample = SampleLog.ofRounds(3);

        byte[] export = export(sample);

        List<String> lines = new String(export, StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.subList(0, 11))
                .isEqualTo(sample.lines().stream().map(SampleLog::text).toList());
        assertThat(lines.get(11))
                .startsWith(
                        "{\"export\":1,\"time\":\"2026-11-25T08:30:00Z\",\"length\":11,\"head\":\"%s\",\"key\":\"%s\",\"signature\":\""
                                .formatted(Sha256.of(lines.get(10)), SampleLog.SITE.verifyingKey()));
        assertThat(holds(verify(export)).signedHead().orElseThrow().key()).isEqualTo(SampleLog.SITE.verifyingKey());
    }

    @Test
    void every_byte_of_an_export_counts() throws IOException {
        byte[] export = export(SampleLog.ofRounds(1));
        holds(verify(export));

        for (int place = 0; place < export.length; place++) {
            byte[] flipped = export.clone();
            flipped[place] ^= 1;
            assertThat(verify(flipped)).as("byte %d", place).isInstanceOf(Verification.Broken.class);
        }
        for (int length = 0; length < export.length; length++) {
            assertThat(verify(Arrays.copyOf(export, length))).isInstanceOf(Verification.Broken.class);
        }
        assertThat(verify(Arrays.copyOf(export, export.length + 1))).isInstanceOf(Verification.Broken.class);
    }

    @Test
    void an_export_without_its_last_lines_is_found_by_its_head() throws IOException {
        byte[] export = export(SampleLog.ofRounds(3));
        List<String> lines = new ArrayList<>(
                new String(export, StandardCharsets.UTF_8).lines().toList());
        lines.remove(10);

        Verification.Broken broken = broken(verify((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));

        assertThat(broken.line()).isEqualTo(11);
        assertThat(broken.problem()).startsWith("the head of the export signs 11 lines that end with SHA-256");
    }

    @Test
    void a_broken_log_is_not_signed() {
        SampleLog sample = SampleLog.ofRounds(1);
        sample.journal.append(Batch.of(Append.of(
                sample.journal.head(AuditLog.STREAM),
                new Event("AuditLine", sample.lines().get(0)))));

        assertThatThrownBy(() -> export(sample))
                .isInstanceOfSatisfying(
                        FederationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_CORRUPT))
                .hasMessageStartingWith("line 6 of the audit log: it calls itself line 1 and stands at place 6");
    }

    @Test
    void what_is_signed_as_a_receipt_is_what_the_protocol_says() throws GeneralSecurityException {
        byte[] content = "a receipt".getBytes(StandardCharsets.UTF_8);

        Signature plain = Signature.getInstance("Ed25519");
        plain.initVerify(publicKey(SampleLog.COORDINATOR.verifyingKey().bytes()));
        plain.update("wardround/v1/receipt\0a receipt".getBytes(StandardCharsets.UTF_8));

        assertThat(plain.verify(SampleLog.COORDINATOR
                        .sign(SigningDomain.RECEIPT, content)
                        .bytes()))
                .isTrue();
    }

    /** RFC 8410: the 32 bytes after a fixed beginning. */
    private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        byte[] begin = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] encoded = Arrays.copyOf(begin, begin.length + raw.length);
        System.arraycopy(raw, 0, encoded, begin.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
}

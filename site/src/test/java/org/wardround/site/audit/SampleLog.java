package org.wardround.site.audit;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Journal;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.privacy.release.Protection;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.v1.Receipt;
import org.wardround.protocol.v1.Signed;
import org.wardround.testkit.storage.MemoryDisk;

/** A log with answers and receipts for them, as a site that takes part in a run writes it. */
final class SampleLog {
    static final Instant NOW = Instant.parse("2026-11-25T08:30:00.750Z");
    static final SigningKey COORDINATOR = SigningKey.generate();
    static final SigningKey SITE = SigningKey.generate();
    static final Sha256 STUDY = Sha256.of("study");
    static final String RUN = "hearts-1";

    final Journal journal = new MemoryDisk().journal(() -> NOW);
    final AuditLog log = AuditLog.open(journal, () -> NOW);
    final List<Bytes> receipts = new ArrayList<>();

    /** {@code rounds} rounds of an answer, another line and the receipt for the answer, between a first line and a last one. */
    static SampleLog ofRounds(int rounds) {
        SampleLog sample = new SampleLog();
        sample.log.write(new AuditEvent.Started("0.1.0"));
        for (int round = 1; round <= rounds; round++) {
            sample.release(round);
            sample.log.write(new AuditEvent.Refused(RUN, round, ErrorCode.TOO_LATE, "round " + round));
            sample.keepReceipt();
        }
        sample.log.write(new AuditEvent.Stopped("0.1.0"));
        return sample;
    }

    static AuditEvent.Released released(int round) {
        return new AuditEvent.Released(
                RUN,
                round,
                STUDY,
                TaskKind.TRAIN,
                ReleaseKind.SUM,
                Protection.PLAIN,
                14,
                digest(round),
                Sha256.of("question " + round),
                new TreeSet<>(List.of(new SiteId("south"), new SiteId("north"))));
    }

    static Sha256 digest(int round) {
        return Sha256.of("answer " + round);
    }

    /** Writes that an answer left, and lets the coordinator give its receipt. */
    void release(int round) {
        receipts.add(receipt(COORDINATOR, "north", round, digest(round), log.write(released(round))));
    }

    void keepReceipt() {
        log.write(AuditEvent.ReceiptKept.of(receipts.get(receipts.size() - 1)));
    }

    static Bytes receipt(SigningKey key, String site, int round, Sha256 digest, AuditHead head) {
        byte[] content = Receipt.newBuilder()
                .setSite(site)
                .setRun(RUN)
                .setRound(round)
                .setDigest(Digests.toBytes(digest))
                .setLogLength(head.length())
                .setLogHead(Digests.toBytes(head.hash()))
                .setAcceptedMillis(NOW.toEpochMilli())
                .build()
                .toByteArray();
        return Bytes.copyOf(Signed.newBuilder()
                .setContent(ByteString.copyFrom(content))
                .setSignature(ByteString.copyFrom(
                        key.sign(SigningDomain.RECEIPT, content).bytes()))
                .build()
                .toByteArray());
    }

    Bytes lastReceipt() {
        return receipts.get(receipts.size() - 1);
    }

    List<Bytes> lines() {
        return lines(journal);
    }

    static List<Bytes> lines(Journal journal) {
        List<Bytes> lines = new ArrayList<>();
        journal.replay(AuditLog.STREAM, 0, event -> lines.add(event.event().payload()));
        return lines;
    }

    static String text(Bytes line) {
        return new String(line.toArray(), StandardCharsets.UTF_8);
    }

    static AuditVerifier verifier() {
        return AuditVerifier.trusting(List.of(COORDINATOR.verifyingKey()));
    }

    /** {@code before}, and after it the events of {@code lines} made anew, so that each names the one before it again. */
    static List<Bytes> rechained(List<Bytes> before, Collection<AuditLine> lines) {
        List<Bytes> chain = new ArrayList<>(before);
        for (AuditLine line : lines) {
            Sha256 previous = chain.isEmpty()
                    ? AuditHead.EMPTY.hash()
                    : chain.get(chain.size() - 1).digest();
            chain.add(new AuditLine(chain.size() + 1L, line.time(), line.event(), line.fields(), previous).bytes());
        }
        return chain;
    }
}

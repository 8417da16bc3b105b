package org.wardround.site.forget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.identity.Sha256;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.Staged;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.v1.Ended;
import org.wardround.protocol.v1.Entry;
import org.wardround.protocol.v1.RoundClosed;
import org.wardround.protocol.v1.RunOffered;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.Words;
import org.wardround.site.audit.AuditLine;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.ledger.SiteLedger;
import org.wardround.site.run.ForgottenRuns;
import org.wardround.site.run.SumMemory;
import org.wardround.site.storage.SiteStorage;
import org.wardround.testkit.storage.Crash;
import org.wardround.testkit.storage.MemoryDisk;

class ForgettingTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-25T08:30:00Z"));
    private static final Predicate<String> NONE_WITHDRAWN = run -> false;
    private static final Sha256 HEART = Sha256.of("heart");
    private static final Sha256 LUNG = Sha256.of("lung");

    @TempDir
    Path folder;

    private static Forgetting of(Journal journal, BlobStore blobs, Path folder) {
        return new Forgetting(
                journal, blobs, AuditLog.open(journal, CLOCK), folder.resolve("snapshots"), folder.resolve("reports"));
    }

    private static ByteString secret(String what) {
        return ByteString.copyFromUtf8("value of a patient, " + what + "; ");
    }

    private static Event event(String type, ByteString payload) {
        return new Event(type, Bytes.copyOf(payload.toByteArray()));
    }

    private static Event ended() {
        return event(
                "LineTold",
                Entry.newBuilder().setEnded(Ended.newBuilder()).build().toByteString());
    }

    /** A run with a seed and a carried vector in the journal, a sum in its transcript, an answer and a snapshot and a report in files. */
    private static void run(Journal journal, BlobStore blobs, Path folder, String run, Sha256 study, boolean over)
            throws IOException {
        byte[] answer = secret("answer of " + run).toByteArray();
        Sha256 digest;
        try (Staged staged = blobs.create(answer.length)) {
            staged.append(answer, answer.length);
            digest = staged.finish().digest();
        }
        ByteString submission = Submission.newBuilder()
                .setDigest(Digests.toBytes(digest))
                .build()
                .toByteString();
        RoundClosed closed = RoundClosed.newBuilder()
                .setRound(1)
                .addWords(Words.newBuilder()
                        .setDigest(Digests.toBytes(Sha256.of("sum of " + run)))
                        .setInline(secret("sum of " + run)))
                .build();
        List<Event> events = new java.util.ArrayList<>(List.of(
                event(
                        "RunOffered",
                        RunOffered.newBuilder()
                                .setRun(run)
                                .setStudy(Digests.toBytes(study))
                                .build()
                                .toByteString()),
                event(
                        "Answered",
                        Signed.newBuilder().setContent(submission).build().toByteString()),
                event(
                        "LineTold",
                        Entry.newBuilder().setRoundClosed(closed).build().toByteString())));
        if (over) {
            events.add(ended());
        }
        journal.append(Batch.of(new Append(
                new StreamName("run/" + run),
                0,
                events,
                List.of(Bytes.copyOf(secret("seed of " + run).toByteArray())),
                List.of())));
        Files.createDirectories(folder.resolve("snapshots"));
        Files.createDirectories(folder.resolve("reports").resolve(run));
        Files.write(
                folder.resolve("snapshots/" + run + ".snapshot"),
                secret("row of " + run).toByteArray());
        Files.write(
                folder.resolve("snapshots/" + run + ".snapshot.tmp7"),
                secret("row of " + run).toByteArray());
        Files.write(
                folder.resolve("reports/" + run + "/results.json"),
                secret("figure of " + run).toByteArray());
    }

    private static void keepsakes(Journal journal) {
        for (StreamName stream : List.of(SiteLedger.STREAM, SumMemory.STREAM)) {
            journal.append(
                    Batch.of(Append.of(StreamHead.empty(stream), event("Kept", ByteString.copyFromUtf8("kept")))));
        }
    }

    private static String bytes(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private static long count(String all, String what) {
        return all.split(java.util.regex.Pattern.quote(what), -1).length - 1;
    }

    @Test
    void no_byte_of_a_forgotten_study_is_on_the_disk_and_all_of_another_is() throws IOException {
        try (SiteStorage storage = SiteStorage.open(folder, CLOCK)) {
            run(storage.journal(), storage.blobs(), folder, "heart-1", HEART, true);
            run(storage.journal(), storage.blobs(), folder, "heart-10", HEART, true);
            run(storage.journal(), storage.blobs(), folder, "lung-1", LUNG, true);
            keepsakes(storage.journal());
            for (String what : List.of("answer", "sum", "seed", "row", "figure")) {
                assertThat(bytes(folder)).contains(what + " of heart-1;", what + " of heart-10;");
            }

            Forgetting.Outcome outcome =
                    of(storage.journal(), storage.blobs(), folder).forget(HEART, "Ada", NONE_WITHDRAWN);

            assertThat(outcome).isInstanceOfSatisfying(Forgetting.Outcome.Done.class, done -> {
                assertThat(done.plan().runs()).containsExactly("heart-1", "heart-10");
                assertThat(done.plan().entries()).isEqualTo(8);
                // Of each run a snapshot, what a kill has left of one, a figure, an answer.
                assertThat(done.plan().files()).isEqualTo(8);
            });
            String all = bytes(folder);
            assertThat(count(all, "of heart-")).isZero();
            for (String what : List.of("answer", "sum", "seed", "row", "figure")) {
                assertThat(all).contains("value of a patient, " + what + " of lung-1;");
            }
            assertThat(storage.journal().head(SiteLedger.STREAM).length()).isEqualTo(1);
            assertThat(storage.journal().head(SumMemory.STREAM).length()).isEqualTo(1);
            assertThat(ForgottenRuns.names(storage.journal())).containsExactly("heart-1", "heart-10");
            assertThat(of(storage.journal(), storage.blobs(), folder).forget(HEART, "Ada", NONE_WITHDRAWN))
                    .isInstanceOf(Forgetting.Outcome.NothingLeft.class);
            assertThat(receipts(storage.journal())).isEqualTo(1);
        }
    }

    @Test
    void nothing_is_deleted_while_a_run_goes_on_that_people_want() throws IOException {
        try (SiteStorage storage = SiteStorage.open(folder, CLOCK)) {
            run(storage.journal(), storage.blobs(), folder, "heart-1", HEART, true);
            run(storage.journal(), storage.blobs(), folder, "heart-2", HEART, false);
            Forgetting forgetting = of(storage.journal(), storage.blobs(), folder);

            assertThat(forgetting.forget(HEART, "Ada", NONE_WITHDRAWN))
                    .isInstanceOfSatisfying(
                            Forgetting.Outcome.GoingOn.class,
                            goingOn -> assertThat(goingOn.runs()).isEqualTo(Set.of("heart-2")));
            assertThat(bytes(folder)).contains("row of heart-1;", "seed of heart-1;");
            assertThat(receipts(storage.journal())).isZero();

            assertThat(forgetting.forget(HEART, "Ada", "heart-2"::equals)).isInstanceOf(Forgetting.Outcome.Done.class);
            assertThat(count(bytes(folder), "of heart-")).isZero();
        }
    }

    @Test
    void who_has_no_name_that_a_receipt_can_bear_deletes_nothing() throws IOException {
        try (SiteStorage storage = SiteStorage.open(folder, CLOCK)) {
            run(storage.journal(), storage.blobs(), folder, "heart-1", HEART, true);
            Forgetting forgetting = of(storage.journal(), storage.blobs(), folder);
            for (String name : List.of("", "x".repeat(101))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> forgetting.forget(HEART, name, NONE_WITHDRAWN))
                        .withMessageContaining("a person's name");
                assertThat(bytes(folder)).contains("row of heart-1;", "seed of heart-1;");
                assertThat(forgetting.finish()).isEmpty();
            }
            assertThat(forgetting.forget(HEART, "Ada\nB", NONE_WITHDRAWN)).isInstanceOf(Forgetting.Outcome.Done.class);
            assertThat(ForgottenRuns.names(storage.journal())).containsExactly("heart-1");
            assertThat(forgetting.finish()).isEmpty();
        }
    }

    /** Killed at every call to the disk, with and without a power failure: the next call does the rest, and there is one receipt with the figures of all. */
    @Test
    void killed_anywhere_it_is_finished_by_the_next_call() throws IOException {
        boolean killed = true;
        int kills = 0;
        for (int call = 1; killed; call++) {
            Path own = Files.createDirectories(folder.resolve("kill-" + call));
            MemoryDisk disk = new MemoryDisk();
            Journal journal = disk.journal(CLOCK);
            BlobStore blobs = disk.blobs(CLOCK);
            run(journal, blobs, own, "heart-1", HEART, true);
            run(journal, blobs, own, "lung-1", LUNG, true);
            disk.stopAt(disk.calls() + call);
            killed = false;
            try {
                of(journal, blobs, own).forget(HEART, "Ada", NONE_WITHDRAWN);
            } catch (Crash crash) {
                killed = true;
                kills++;
                disk.powerFails(SeededStream.of(call, "power"));
            }
            Journal again = disk.journal(CLOCK);
            BlobStore blobsAgain = disk.blobs(CLOCK);
            of(again, blobsAgain, own).forget(HEART, "Ada", NONE_WITHDRAWN);

            assertThat(receipts(again)).as("call %d", call).isEqualTo(1);
            AuditLine receipt = AuditLine.read(
                    again.read(AuditLog.STREAM, 0, 1).get(0).event().payload());
            assertThat(receipt.fields().toString()).contains("heart-1", "Ada");
            assertThat(receipt.fields().get(4).value()).hasToString("4");
            assertThat(bytes(own)).doesNotContain("of heart-1;").contains("row of lung-1;");
            assertThat(again.streams()).doesNotContain(new StreamName("run/heart-1"));
            assertThat(blobsAgain.digests()).hasSize(1);
        }
        assertThat(kills).isGreaterThan(5);
    }

    @Test
    void a_study_is_forgotten_by_itself_when_the_policys_days_have_passed_since_its_last_run() throws IOException {
        Instant[] now = {CLOCK.instant()};
        InstantSource clock = () -> now[0];
        int[] days = {0};
        try (SiteStorage storage = SiteStorage.open(folder, clock)) {
            run(storage.journal(), storage.blobs(), folder, "heart-1", HEART, true);
            run(storage.journal(), storage.blobs(), folder, "lung-1", LUNG, true);
            now[0] = now[0].plus(Duration.ofDays(10));
            run(storage.journal(), storage.blobs(), folder, "lung-2", LUNG, true);
            Retention retention = new Retention(
                    storage.journal(), of(storage.journal(), storage.blobs(), folder), () -> days[0], clock);

            now[0] = now[0].plus(Duration.ofDays(20).minusSeconds(1));
            retention.look();
            assertThat(receipts(storage.journal()))
                    .as("the policy sets no time")
                    .isZero();

            days[0] = 30;
            now[0] = now[0].plus(Duration.ofHours(1).minusSeconds(2));
            retention.look();
            assertThat(receipts(storage.journal()))
                    .as("it has looked within the hour")
                    .isZero();

            now[0] = now[0].plusSeconds(2);
            retention.look();
            assertThat(ForgottenRuns.names(storage.journal())).containsExactly("heart-1");
            assertThat(bytes(folder)).doesNotContain("of heart-1;").contains("row of lung-1;", "row of lung-2;");
            assertThat(storage.journal()
                            .read(AuditLog.STREAM, 0, 1)
                            .get(0)
                            .event()
                            .payload()
                            .toArray())
                    .asString()
                    .contains("forgetAfterDays");

            now[0] = now[0].plus(Duration.ofDays(10));
            retention.look();
            assertThat(ForgottenRuns.names(storage.journal())).containsExactly("heart-1", "lung-1", "lung-2");
            assertThat(receipts(storage.journal())).isEqualTo(2);
        }
    }

    @Test
    void a_study_of_which_a_run_goes_on_is_not_forgotten_by_itself() throws IOException {
        Instant[] now = {CLOCK.instant()};
        InstantSource clock = () -> now[0];
        try (SiteStorage storage = SiteStorage.open(folder, clock)) {
            run(storage.journal(), storage.blobs(), folder, "heart-1", HEART, true);
            run(storage.journal(), storage.blobs(), folder, "heart-2", HEART, false);
            now[0] = now[0].plus(Duration.ofDays(400));
            new Retention(storage.journal(), of(storage.journal(), storage.blobs(), folder), () -> 1, clock).look();
            assertThat(ForgottenRuns.names(storage.journal())).isEmpty();
            assertThat(bytes(folder)).contains("row of heart-1;");
        }
    }

    private static long receipts(Journal journal) {
        long[] count = new long[1];
        journal.replay(AuditLog.STREAM, 0, stored -> {
            if (AuditLine.read(stored.event().payload()).event().equals("forgotten")) {
                count[0]++;
            }
        });
        return count[0];
    }
}

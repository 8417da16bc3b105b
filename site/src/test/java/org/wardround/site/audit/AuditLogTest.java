package org.wardround.site.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardround.site.audit.SampleLog.NOW;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;
import org.wardround.testkit.storage.Crash;
import org.wardround.testkit.storage.MemoryDisk;

final class AuditLogTest {
    private static final AuditEvent STARTED = new AuditEvent.Started("0.1.0");
    private static final AuditEvent STOPPED = new AuditEvent.Stopped("0.1.0");
    private static final StreamName ANSWERS = new StreamName("answers");

    private final MemoryDisk disk = new MemoryDisk();
    private Journal journal = disk.journal(() -> NOW);
    private AuditLog log = AuditLog.open(journal, () -> NOW);

    private void restart() {
        disk.processDies();
        journal = disk.journal(() -> NOW);
        log = AuditLog.open(journal, () -> NOW);
    }

    private List<String> lines() {
        return SampleLog.lines(journal).stream().map(SampleLog::text).toList();
    }

    private static Append answer(Journal journal, AuditHead signed) {
        return Append.of(journal.head(ANSWERS), new Event("Answer", Bytes.of(signed.toString())));
    }

    @Test
    void each_line_names_the_hash_of_the_one_before() {
        log.write(STARTED, STOPPED);

        String first =
                "{\"seq\":1,\"time\":\"2026-11-25T08:30:00Z\",\"event\":\"started\",\"version\":\"0.1.0\",\"previous\":\"%s\"}"
                        .formatted("0".repeat(64));
        assertThat(lines())
                .containsExactly(
                        first,
                        "{\"seq\":2,\"time\":\"2026-11-25T08:30:00Z\",\"event\":\"stopped\",\"version\":\"0.1.0\",\"previous\":\"%s\"}"
                                .formatted(Sha256.of(first)));
    }

    @Test
    void the_head_is_known_before_the_batch_is_written_and_right_afterwards() {
        log.write(STARTED);

        try (Pending pending = log.prepare(SampleLog.released(1), STOPPED)) {
            assertThat(journal.head(AuditLog.STREAM).length()).isEqualTo(1);
            journal.append(Batch.of(pending.append(), answer(journal, pending.head())));
            pending.committed();
            assertThat(log.head()).isEqualTo(pending.head());
        }

        assertThat(log.head()).isEqualTo(new AuditHead(3, Sha256.of(lines().get(2))));
        AuditHead held = log.head();
        restart();
        assertThat(log.head()).isEqualTo(held);
        assertThat(SampleLog.text(journal.read(ANSWERS, 0, 1).get(0).event().payload()))
                .isEqualTo(held.toString());
    }

    @Test
    void an_empty_log_has_an_empty_head() {
        assertThat(log.head()).isEqualTo(AuditHead.EMPTY);
        assertThatThrownBy(() -> log.prepare())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
    }

    @Test
    void a_batch_that_was_not_written_leaves_no_gap() {
        log.write(STARTED);
        AuditHead before = log.head();
        disk.leaveRoomFor(10);

        assertThatThrownBy(() -> log.write(STOPPED))
                .isInstanceOfSatisfying(
                        FederationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FULL));
        assertThat(log.head()).isEqualTo(before);

        disk.leaveRoomFor(Long.MAX_VALUE);
        log.write(STOPPED);
        assertThat(lines()).hasSize(2);
        assertThat(SampleLog.verifier().verify(journal)).isInstanceOf(Verification.Holds.class);
    }

    @Test
    void a_batch_of_which_nobody_knows_is_found_in_the_journal() {
        log.write(STARTED);

        try (Pending pending = log.prepare(STOPPED)) {
            journal.append(Batch.of(pending.append()));
            // The caller hears of a failure, though the batch is durable.
        }

        assertThat(log.head().length()).isEqualTo(2);
        assertThat(log.write(STARTED).length()).isEqualTo(3);
    }

    @Test
    void stopped_at_any_call_to_the_disk_the_log_goes_on_whole() {
        for (int call = 1; call <= 9; call++) {
            MemoryDisk stopped = new MemoryDisk();
            stopped.stopAt(call);
            long written = writeUntilCrash(stopped, 3);
            stopped.processDies();
            Journal again = stopped.journal(() -> NOW);
            AuditLog goesOn = AuditLog.open(again, () -> NOW);
            assertThat(goesOn.head().length()).as("call %d", call).isBetween(written, written + 1);
            goesOn.write(STOPPED);
            assertThat(SampleLog.verifier().verify(again)).isInstanceOf(Verification.Holds.class);
        }
    }

    private static long writeUntilCrash(MemoryDisk disk, int lines) {
        AuditLog log = AuditLog.open(disk.journal(() -> NOW), () -> NOW);
        long written = 0;
        try {
            for (int i = 0; i < lines; i++) {
                written = log.write(STARTED).length();
            }
        } catch (Crash e) {
            return written;
        }
        throw new AssertionError("nothing stopped the process");
    }

    @Test
    void lines_that_another_process_wrote_come_before() {
        AuditLog other = AuditLog.open(disk.journal(() -> NOW), () -> NOW);
        log.write(STARTED);
        other.write(STOPPED);

        assertThat(log.write(STARTED).length()).isEqualTo(3);
        assertThat(SampleLog.verifier().verify(journal)).isInstanceOf(Verification.Holds.class);
    }

    @Test
    void a_thread_that_would_wait_for_itself_is_refused() {
        try (Pending pending = log.prepare(STARTED)) {
            assertThatThrownBy(() -> log.prepare(STOPPED))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("this thread has lines of the audit log pending");
            journal.append(Batch.of(pending.append()));
            pending.committed();
        }
        assertThat(log.write(STOPPED).length()).isEqualTo(2);
    }

    @Test
    void another_thread_waits_until_the_lines_before_are_settled() throws InterruptedException {
        AtomicReference<AuditHead> written = new AtomicReference<>();
        Thread second = new Thread(() -> written.set(log.write(STOPPED)));
        try (Pending pending = log.prepare(STARTED)) {
            second.start();
            while (second.getState() != Thread.State.WAITING) {
                assertThat(second.isAlive()).isTrue();
                Thread.onSpinWait();
            }
            journal.append(Batch.of(pending.append()));
            pending.committed();
        }
        second.join();

        assertThat(written.get().length()).isEqualTo(2);
        assertThat(lines().get(1)).contains("stopped");
    }

    @Test
    void a_pending_is_settled_once() {
        Pending first = log.prepare(STARTED);
        first.close();
        assertThatThrownBy(first::committed).isInstanceOf(IllegalStateException.class);

        try (Pending second = log.prepare(STARTED)) {
            first.close();
            assertThatThrownBy(first::committed).isInstanceOf(IllegalStateException.class);
            assertThat(second.head().length()).isEqualTo(1);
        }
    }

    @Test
    void many_threads_write_one_chain() throws InterruptedException, ExecutionException {
        int threads = 8;
        int each = 50;
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            writers.add(CompletableFuture.runAsync(
                    () -> {
                        for (int line = 0; line < each; line++) {
                            log.write(STARTED);
                        }
                    },
                    task -> new Thread(task).start()));
        }
        CompletableFuture.allOf(writers.toArray(new CompletableFuture<?>[0])).get();

        assertThat(SampleLog.verifier().verify(journal))
                .isInstanceOfSatisfying(
                        Verification.Holds.class,
                        holds -> assertThat(holds.head()).isEqualTo(log.head()));
        assertThat(log.head().length()).isEqualTo((long) threads * each);
    }

    @Test
    void a_log_whose_last_line_is_none_is_not_opened() {
        journal.append(Batch.of(Append.of(StreamHead.empty(AuditLog.STREAM), new Event("AuditLine", Bytes.of("{}")))));

        assertThatThrownBy(() -> AuditLog.open(journal, () -> NOW))
                .isInstanceOfSatisfying(
                        FederationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_CORRUPT));
    }
}

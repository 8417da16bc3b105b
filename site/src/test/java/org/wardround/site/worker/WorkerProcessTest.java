package org.wardround.site.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.dataset.Flow;
import org.wardround.core.dataset.Side;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.vector.ArrayVector;
import org.wardround.privacy.answer.SiteTask;
import org.wardround.site.run.OwnResults;
import org.wardround.site.run.RunTimes;

/** Workers that do what they must not, as processes of their own: each costs its task and nothing else. */
@Timeout(120)
final class WorkerProcessTest {
    private static final Duration SHORT = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    private final OneShortTask watch = new OneShortTask();

    /** The limit of one of the tasks is short; the others have all the time they need on a slow computer. */
    private static final class OneShortTask extends ScheduledThreadPoolExecutor {
        private int left = -1;

        OneShortTask() {
            super(1);
        }

        void after(int tasks) {
            left = tasks;
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            return left-- == 0
                    ? super.schedule(command, SHORT.toMillis(), TimeUnit.MILLISECONDS)
                    : super.schedule(command, delay, unit);
        }
    }

    @AfterEach
    void close() {
        watch.shutdownNow();
    }

    @Test
    void an_honest_worker_is_kept_for_the_next_round() {
        try (WorkerProcess worker = worker("honest", 0, List.of())) {
            assertThat(values(worker, 1)).containsOnly(7);
            Long first = worker.processId();
            assertThat(values(worker, 2)).containsOnly(7);

            assertThat(worker.processId()).isEqualTo(first).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"garbage", "noise", "long", "more", "carry", "round", "kindless", "code", "progress", "fail"})
    void whatever_a_worker_sends_costs_its_task_and_nothing_else(String conduct) {
        try (WorkerProcess worker = worker(conduct, 0, List.of())) {
            TaskRefusedException refusal = refusal(worker);

            assertThat(refusal.code()).isEqualTo(ErrorCode.WORKER_FAILED);
            assertThat(refusal.reason()).doesNotContain("4711");
            assertThat(values(worker, 2)).containsOnly(7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"die", "half"})
    void a_worker_that_dies_is_started_once_more(String conduct) {
        try (WorkerProcess worker = worker(conduct, 0, List.of())) {
            assertThat(refusal(worker).reason()).isEqualTo("the worker ended");
            assertThat(values(worker, 2)).containsOnly(7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"forever", "silence"})
    void a_worker_without_an_end_is_ended_at_the_limit(String conduct) throws Exception {
        watch.after(0);
        try (WorkerProcess worker = worker(conduct, 0, List.of())) {
            assertThat(refusal(worker).reason()).contains("limits.taskTime");
            assertThat(values(worker, 2)).containsOnly(7);
        }
    }

    @Test
    void a_worker_that_takes_all_memory_is_ended() {
        try (WorkerProcess worker = worker("memory", 0, List.of())) {
            assertThat(refusal(worker).code()).isEqualTo(ErrorCode.WORKER_FAILED);
            assertThat(values(worker, 2)).containsOnly(7);
        }
    }

    @Test
    void a_worker_that_floods_standard_error_gets_through_and_the_log_does_not() {
        try (WorkerProcess worker = worker("stderr", 0, List.of())) {
            assertThat(values(worker, 1)).containsOnly(7);
        }
    }

    @Test
    void the_words_of_a_refusal_stay_at_home() {
        try (WorkerProcess worker = worker("words", 0, List.of())) {
            TaskRefusedException refusal = refusal(worker);

            assertThat(refusal.code()).isEqualTo(ErrorCode.NO_ROWS);
            assertThat(refusal.reason()).isEqualTo("the site's worker has no answer (NO_ROWS)");
        }
    }

    @Test
    void a_page_for_the_hospital_itself_comes_whole() throws IOException {
        try (WorkerProcess worker = worker("page", 0, List.of())) {
            OwnResults own = own(worker);

            assertThat(own.results().length()).isEqualTo(4);
            assertThat(own.model().length()).isZero();
            assertThat(values(worker, 2)).containsOnly(7);
        }
    }

    /** The first of them makes no page at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "honest",
                "page-order",
                "page-long",
                "page-more",
                "page-nothing",
                "page-changes",
                "page-update",
                "page-dies",
                "page-fail"
            })
    void whatever_a_worker_sends_for_a_page_costs_the_page_and_nothing_else(String conduct) {
        try (WorkerProcess worker = worker(conduct, 0, List.of())) {
            FederationException failure = catchThrowableOfType(FederationException.class, () -> own(worker));

            assertThat(failure.code()).isEqualTo(ErrorCode.WORKER_FAILED);
            assertThat(failure.getMessage()).doesNotContain("4711");
            assertThat(values(worker, 2)).containsOnly(7);
        }
    }

    private OwnResults own(WorkerProcess worker) throws IOException {
        RowsReadFile.write(
                folder.resolve("snapshot"), new Flow(5, Map.of("no outcome", 2), 3, 3, new EnumMap<>(Side.class)));
        return worker.own(new RunTimes(Instant.EPOCH, Instant.EPOCH), false).orElseThrow();
    }

    @Test
    void a_worker_that_can_not_be_started_is_a_refusal() {
        try (WorkerProcess worker = worker("honest", 0, List.of("/nowhere/prefix"))) {
            assertThat(refusal(worker).reason()).isEqualTo("the worker could not be started");
        }
    }

    @Test
    void what_is_no_number_does_not_get_past_the_agent() {
        try (WorkerProcess worker = worker("nan", 0, List.of())) {
            SiteTask task = new SiteTask(Tasks.question(1).orderFor(Tasks.SELF));

            SiteTask.Answer answer = task.answer(
                    () -> worker.answer(Tasks.question(1), ArrayVector.EMPTY).update());

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            SiteTask.Answer.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FINITE));
        }
    }

    @Test
    void closing_ends_the_process_and_refuses_nothing() throws Exception {
        WorkerProcess worker = worker("forever", 0, List.of());
        assertThat(values(worker, 2)).containsOnly(7);
        ProcessHandle process = ProcessHandle.of(worker.processId()).orElseThrow();
        Thread asking = new Thread(() -> assertThatThrownBy(() -> worker.answer(Tasks.question(1), ArrayVector.EMPTY))
                .isInstanceOf(IllegalStateException.class));
        asking.start();

        worker.close();

        process.onExit().get();
        asking.join();
    }

    @Test
    void a_worker_reaches_no_socket() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(could("socket", listener.getLocalPort(), List.of(), "snapshot"))
                    .as("without isolation")
                    .isTrue();
            assertThat(could("socket", listener.getLocalPort(), isolated(), "snapshot"))
                    .isFalse();
        }
    }

    @Test
    void a_worker_can_not_read_the_key() throws IOException {
        List<String> isolated = isolated();
        Files.writeString(folder.resolve("keys/site.key"), "secret");

        assertThat(could("read", 0, List.of(), "keys/site.key"))
                .as("without isolation")
                .isTrue();
        assertThat(could("read", 0, isolated, "keys/site.key")).isFalse();
    }

    @Test
    void a_worker_can_not_write_a_file() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "not tried: this computer has no prlimit");

        assertThat(could("write", 0, List.of(), "snapshot")).isFalse();
    }

    @Test
    void an_isolated_process_is_ended_with_all_that_is_in_it() throws Exception {
        List<String> isolated = isolated();
        watch.after(1);
        try (WorkerProcess worker = worker("forever", 0, isolated)) {
            assertThat(values(worker, 2)).containsOnly(7);
            List<ProcessHandle> all = ProcessHandle.of(worker.processId())
                    .orElseThrow()
                    .descendants()
                    .toList();
            assertThat(all).isNotEmpty();

            assertThat(refusal(worker).reason()).contains("limits.taskTime");

            for (ProcessHandle process : all) {
                process.onExit().get();
            }
        }
    }

    private List<String> isolated() throws IOException {
        Path keys = Files.createDirectories(folder.resolve("keys"));
        List<String> prefix = Isolation.usualPrefix(List.of(keys), keys);
        assumeTrue(
                Isolation.probe(prefix, List.of(keys)).isComplete(),
                "not tried: this computer does not let a process have namespaces of its own");
        return prefix;
    }

    private boolean could(String conduct, int port, List<String> prefix, String file) {
        try (WorkerProcess worker = worker(conduct, port, prefix, folder.resolve(file))) {
            try {
                return values(worker, 1)[0] == 1;
            } catch (TaskRefusedException no) {
                assertThat(no.code()).isEqualTo(ErrorCode.NO_ROWS);
                return false;
            }
        }
    }

    private WorkerProcess worker(String conduct, int port, List<String> prefix) {
        return worker(conduct, port, prefix, folder.resolve("snapshot"));
    }

    private WorkerProcess worker(String conduct, int port, List<String> prefix, Path file) {
        WorkerProcess worker = new WorkerProcess(
                Tasks.definition(conduct, port),
                Tasks.input(file),
                new WorkerCommand(prefix, true, HostileWorker.class.getName()),
                Tasks.LIMITS,
                watch);
        worker.members(Tasks.sites());
        return worker;
    }

    private static double[] values(WorkerProcess worker, int round) {
        return worker.answer(Tasks.question(round), ArrayVector.EMPTY)
                .update()
                .values()
                .toArray();
    }

    private static TaskRefusedException refusal(WorkerProcess worker) {
        return catchThrowableOfType(TaskRefusedException.class, () -> values(worker, 1));
    }
}

package org.wardround.coordinator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardround.coordinator.run.AnswerStore;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunKeeper;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StorageFailure;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;
import org.wardround.core.trust.SigningKey;
import org.wardround.inference.program.RunProgram;
import org.wardround.study.file.StudyFile;
import org.wardround.testkit.storage.MemoryDisk;

final class RunDeskTest {
    private static final String STUDY = """
            study: two-hospitals
            purpose: Try the desk
            data:
              variables:
                - {name: age, type: number, range: [0, 120]}
              outcome: {name: event, type: binary}
            model: {type: logistic}
            training:
              initial: zeros
              strategy: {type: fedavg}
              rounds: 2
              local: {steps: 1, batchSize: 1, optimiser: {type: sgd, learningRate: 0.3}}
            evaluation: {primary: auroc}
            """;
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SiteId NORTH = new SiteId("north");

    private final MemoryDisk disk = new MemoryDisk();
    private final WatchedJournal journal = new WatchedJournal(disk.journal(CLOCK));
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final RunDesk desk = new RunDesk("first", this::open, timers, keeper -> {});

    private RunKeeper open() {
        TreeMap<SiteId, org.wardround.core.trust.VerifyingKey> invited = new TreeMap<>();
        for (String name : List.of("north", "south", "west")) {
            invited.put(new SiteId(name), SigningKey.generate().verifyingKey());
        }
        return RunKeeper.open(
                new RunDefinition(
                        "first",
                        Sha256.of("study"),
                        StudyFile.read(Path.of("study.yaml"), STUDY.getBytes(StandardCharsets.UTF_8))
                                .study(),
                        RunProgram.Given.NOTHING,
                        1,
                        Sha256.of("roster"),
                        invited,
                        RunDefinition.Timing.USUAL),
                journal,
                new AnswerStore(disk.blobs(CLOCK)),
                SigningKey.generate(),
                CLOCK);
    }

    @AfterEach
    void end() {
        desk.close();
        desk.awaitClosed(Duration.ofMinutes(1));
        timers.shutdownNow();
    }

    /** Keeps the run busy until it is let go, so that what comes meanwhile waits. */
    private CountDownLatch busy() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        desk.act(keeper -> {
            begun.countDown();
            return awaited(go);
        });
        begun.await();
        return go;
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private CompletableFuture<Boolean> pause() {
        return desk.act(keeper -> {
            keeper.pause("Ada");
            return keeper.isPaused();
        });
    }

    private CompletableFuture<Boolean> resume() {
        return desk.act(keeper -> {
            keeper.resume("Ada");
            return keeper.isPaused();
        });
    }

    private CompletableFuture<String> decline(String site) {
        return desk.act(keeper -> {
            keeper.decline(new SiteId(site), new RoundOutcome.Loss(ErrorCode.SITE_LOST, "no"));
            return site;
        });
    }

    @Test
    void what_waits_is_written_once_and_nobody_is_told_before() throws Exception {
        CountDownLatch go = busy();
        List<CompletableFuture<?>> replies = List.of(pause(), decline("north"), resume(), decline("stranger"), pause());
        int before = journal.appends.size();
        journal.onAppend = () -> assertThat(replies).noneMatch(CompletableFuture::isDone);

        go.countDown();

        assertThat(replies.get(0).get()).isEqualTo(true);
        assertThat(replies.get(1).get()).isEqualTo("north");
        assertThat(replies.get(2).get()).isEqualTo(false);
        assertThatThrownBy(replies.get(3)::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(FederationException.class)
                .hasMessageContaining("not invited");
        assertThat(replies.get(4).get()).isEqualTo(true);
        assertThat(journal.appends).hasSize(before + 1);
        assertThat(journal.appends.get(before)).containsExactly("Paused", "SiteDeclined", "Resumed", "Paused");
    }

    @Test
    void where_the_write_fails_all_of_it_fails_and_the_run_is_as_the_journal_has_it() throws Exception {
        assertThat(pause().get()).isTrue();
        CountDownLatch go = busy();
        List<CompletableFuture<?>> replies = List.of(decline("north"), resume());
        journal.onAppend = () -> {
            throw StorageFailure.full("a batch of events", "the journal's database");
        };

        go.countDown();

        for (CompletableFuture<?> reply : replies) {
            assertThatThrownBy(reply::get).hasRootCauseInstanceOf(FederationException.class);
        }
        journal.onAppend = null;
        assertThat(desk.act(RunKeeper::isPaused).get()).isTrue();
        assertThat(desk.act(keeper -> keeper.isAsked(NORTH)).get()).isTrue();
        assertThat(decline("north").get()).isEqualTo("north");
    }

    @Test
    void a_run_that_nobody_joins_says_what_each_site_said() throws Exception {
        decline("north").get();
        decline("south").get();
        decline("west").get();

        assertThat(desk.act(keeper -> keeper.end().orElseThrow().reason()).get())
                .isEqualTo("no invited site has joined: north declined, no; south declined, no; west declined, no");
    }

    @Test
    void a_defect_in_one_action_leaves_nobody_waiting() throws Exception {
        CountDownLatch go = busy();
        CompletableFuture<Boolean> paused = pause();
        CompletableFuture<Boolean> defect = desk.act(keeper -> {
            throw new IllegalStateException("a defect");
        });

        go.countDown();

        assertThatThrownBy(defect::get).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(paused::get).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(desk.act(RunKeeper::isPaused).get()).isFalse();
    }

    /** Remembers what was appended; one may look in, or fail, before it is. */
    private static final class WatchedJournal implements Journal {
        private final Journal under;
        private final List<List<String>> appends = new ArrayList<>();
        private volatile @Nullable Runnable onAppend;

        WatchedJournal(Journal under) {
            this.under = under;
        }

        @Override
        public List<StreamHead> append(Batch batch) {
            Runnable first = onAppend;
            if (first != null) {
                first.run();
            }
            appends.add(batch.appends().stream()
                    .flatMap(append -> append.events().stream())
                    .map(event -> event.type())
                    .toList());
            return under.append(batch);
        }

        @Override
        public StreamHead head(StreamName stream) {
            return under.head(stream);
        }

        @Override
        public List<StoredEvent> read(StreamName stream, long after, int most) {
            return under.read(stream, after, most);
        }

        @Override
        public Optional<Bytes> attachment(StreamName stream, Sha256 digest) {
            return under.attachment(stream, digest);
        }

        @Override
        public List<StreamName> streams() {
            return under.streams();
        }

        @Override
        public void close() {
            under.close();
        }
    }
}

package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.Ring;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorDigest;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.statistics.CountCells;
import org.wardround.inference.statistics.GivenTally;
import org.wardround.protocol.message.StoredWords;
import org.wardround.publish.counts.CountMode;
import org.wardround.simulation.Progress;
import org.wardround.simulation.Simulation;
import org.wardround.simulation.SimulationRequest;
import org.wardround.site.run.Answerer;
import org.wardround.site.run.OwnProcess;
import org.wardround.site.worker.Workers;
import org.wardround.study.file.StudyFile;

/** Each hospital's rows are read by a process of their own, and the model is the simulation's to the bit. */
class WorkerRunTest {
    private static final long SEED = SyntheticRun.SEED;

    /** A round of the training: what comes before are counts and means. */
    private static final int KILLED_IN = 8;

    private final AtomicInteger killed = new AtomicInteger();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"{type: fedavg}", "{type: scaffold}"})
    void workers_come_to_the_model_of_the_simulation(String strategy) throws Exception {
        SimulationRequest request = SyntheticRun.request(folder, strategy);
        String simulated = Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH))
                .results()
                .model()
                .identity()
                .sha256();
        SortedMap<SiteId, Table> tables = SyntheticRun.tables(request);
        Path keys = Files.createDirectories(folder.resolve("keys"));
        try (Workers workers = Workers.open(SyntheticRun.policy(List.of()), List.of(keys), keys);
                LocalFederation federation =
                        new LocalFederation(request.study().study(), SEED, tables, RunDefinition.Timing.USUAL)) {
            RunEnd end = federation
                    .answeredBy(site -> worker(workers, request.study(), site, tables.get(site)))
                    .run();

            assertThat(end.reason()).isEmpty();
            assertThat(VectorDigest.of(ArrayVector.owning(end.done().trained().parameters()))
                            .hex())
                    .isEqualTo(simulated);
            assertThat(killed.get()).as("killed processes, and 1").isGreaterThan(1);
        }
    }

    @Test
    void workers_give_counts_as_their_hospitals_policies_say() throws Exception {
        SimulationRequest request = SyntheticRun.request(folder, "{type: fedavg}");
        SortedMap<SiteId, Table> tables = SyntheticRun.tables(request);
        Path keys = Files.createDirectories(folder.resolve("keys"));
        try (Workers workers = Workers.open(SyntheticRun.policy(List.of()), List.of(keys), keys);
                LocalFederation federation =
                        new LocalFederation(request.study().study(), SEED, tables, RunDefinition.Timing.USUAL)) {
            federation
                    .counting(site ->
                            site.equals(tables.firstKey()) ? new CountMode.Noised(1, 1e-6) : CountMode.OWN_THRESHOLD)
                    .answeredBy(site -> SyntheticRun.worker(folder, workers, request.study(), site, tables.get(site)));
            CompletableFuture<RunEnd> over = federation.startCoordinator();
            tables.keySet().forEach(federation::startAgent);
            RunEnd end = over.get(4, TimeUnit.MINUTES);

            assertThat(end.reason()).isEmpty();
            GivenTally tally = end.done().patients().tally();
            assertThat(tally.noisedSites()).isEqualTo(1);
            assertThat(tally.shown(CountCells.PATIENTS))
                    .isEqualTo(tables.tailMap(tables.firstKey()).values().stream()
                            .skip(1)
                            .mapToLong(table -> table.sides().size())
                            .sum());
        }
    }

    @Test
    void a_site_without_a_worker_that_lives_says_so_and_its_agent_lives() throws Exception {
        SimulationRequest request = SyntheticRun.request(folder, "{type: fedavg}");
        SortedMap<SiteId, Table> tables = SyntheticRun.tables(request);
        SiteId broken = tables.firstKey();
        Path keys = Files.createDirectories(folder.resolve("keys"));
        try (Workers dying = Workers.open(SyntheticRun.policy(List.of("/bin/false")), List.of(keys), keys);
                LocalFederation federation =
                        new LocalFederation(request.study().study(), SEED, tables, RunDefinition.Timing.USUAL)) {
            RunEnd end = federation
                    .answeredBy(site -> site.equals(broken)
                            ? worker(dying, request.study(), site, tables.get(site))
                            : OwnProcess.with(tables.get(site)))
                    .run();

            // A round over all patients can't count without one of the sites.
            assertThat(end.code()).isNotNull();
            assertThat(end.reason()).contains("the worker ended");
        }
    }

    private Answerer.Maker worker(Workers workers, StudyFile study, SiteId site, Table table) {
        Answerer.Maker maker = SyntheticRun.worker(folder, workers, study, site, table);
        return definition -> new Killing(maker.make(definition));
    }

    /** Kills the processes of all workers once, in the middle of the training. */
    private final class Killing implements Answerer {
        private final Answerer inner;

        Killing(Answerer inner) {
            this.inner = inner;
        }

        @Override
        public Members members(SortedSet<SiteId> sites) {
            return inner.members(sites);
        }

        @Override
        public RunProgram.Learning learning() {
            return inner.learning();
        }

        @Override
        public void told(ByteString line, Ring ring, StoredWords stored) {
            inner.told(line, ring, stored);
        }

        @Override
        public Raw answer(Question question, Vector carried) {
            if (question.plan().number() == KILLED_IN && killed.compareAndSet(0, 1)) {
                ProcessHandle.current()
                        .descendants()
                        .filter(process -> process.info().command().orElse("").endsWith("java"))
                        .peek(process -> killed.incrementAndGet())
                        .forEach(ProcessHandle::destroyForcibly);
            }
            return inner.answer(question, carried);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}

package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.Words;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorDigest;
import org.wardround.data.snapshot.Snapshot;
import org.wardround.data.table.MappedData;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.RunProgram;
import org.wardround.simulation.Progress;
import org.wardround.simulation.Simulation;
import org.wardround.simulation.SimulationOptions;
import org.wardround.simulation.SimulationRequest;
import org.wardround.simulation.hospitals.SyntheticHospitals;
import org.wardround.site.policy.Limits;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.WorkerRule;
import org.wardround.site.run.Answerer;
import org.wardround.site.run.OwnProcess;
import org.wardround.site.worker.WorkerInput;
import org.wardround.site.worker.Workers;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;

/** Each hospital's rows are read by a process of their own, and the model is the simulation's to the bit. */
class WorkerRunTest {
    private static final long SEED = 1;

    /** A round of the training: what comes before are counts and means. */
    private static final int KILLED_IN = 8;

    private final AtomicInteger killed = new AtomicInteger();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"{type: fedavg}", "{type: scaffold}"})
    void workers_come_to_the_model_of_the_simulation(String strategy) throws Exception {
        SimulationRequest request = request(strategy);
        String simulated = Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH))
                .results()
                .model()
                .identity()
                .sha256();
        SortedMap<SiteId, Table> tables = tables(request);
        Path keys = Files.createDirectories(folder.resolve("keys"));
        try (Workers workers = Workers.open(policy(List.of()), List.of(keys), keys);
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
    void a_site_without_a_worker_that_lives_says_so_and_its_agent_lives() throws Exception {
        SimulationRequest request = request("{type: fedavg}");
        SortedMap<SiteId, Table> tables = tables(request);
        SiteId broken = tables.firstKey();
        Path keys = Files.createDirectories(folder.resolve("keys"));
        try (Workers dying = Workers.open(policy(List.of("/bin/false")), List.of(keys), keys);
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
        try {
            Path snapshot = folder.resolve("snapshots").resolve(site.name());
            if (Files.notExists(snapshot)) {
                Snapshot.write(table, study.study().data(), snapshot);
            }
            Answerer.Maker maker = workers.with(WorkerInput.of(study, snapshot, table));
            return definition -> new Killing(maker.make(definition));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
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
        public void told(ByteString line, Function<Sha256, Words> stored) {
            inner.told(line, stored);
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

    /** Runs also where isolation is impossible. */
    private static Policy policy(List<String> prefix) {
        Policy none = Policy.DENY_ALL;
        return new Policy(
                none.authors(),
                none.purposes(),
                none.tasks(),
                none.releases(),
                none.minimumPatients(),
                none.peers(),
                none.hours(),
                new Limits(1, 1, 1, new Limits.Worker(256L << 20, 1, Duration.ofMinutes(2))),
                none.approvers(),
                new WorkerRule(prefix, true));
    }

    private SimulationRequest request(String strategy) throws Exception {
        SyntheticHospitals.seeded(SEED).write(folder);
        Path study = folder.resolve(SyntheticHospitals.STUDY);
        String text = Files.readString(study);
        Files.writeString(
                study,
                text.replaceAll("strategy: \\{[^}]*\\}", "strategy: " + strategy)
                        .replace("rounds: 40", "rounds: 8")
                        .replaceAll("comparators: .*", "comparators: [local]"));
        StudyFile file = StudyFile.read(study);
        return new SimulationRequest(
                file, MappingFile.find(study, folder).mapping(), folder, new SimulationOptions(SEED, 1, 0));
    }

    private static SortedMap<SiteId, Table> tables(SimulationRequest request) throws Exception {
        MappedData.Sites read =
                (MappedData.Sites) MappedData.read(request.study().study(), request.mapping(), request.data());
        SortedMap<SiteId, Table> tables = new TreeMap<>();
        read.sites().forEach((site, data) -> tables.put(site, data.table()));
        return tables;
    }
}

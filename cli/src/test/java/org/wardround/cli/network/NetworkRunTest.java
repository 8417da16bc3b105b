package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.coordinator.server.Coordinator;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.PrivacySpec;
import org.wardround.core.study.Study;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.VectorDigest;
import org.wardround.data.table.MappedData;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.BlobSink;
import org.wardround.protocol.transport.Caller;
import org.wardround.publish.RunOutput;
import org.wardround.simulation.Progress;
import org.wardround.simulation.Simulation;
import org.wardround.simulation.SimulationOptions;
import org.wardround.simulation.SimulationRequest;
import org.wardround.simulation.hospitals.SyntheticHospitals;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;

/** A coordinator and four agents, each for itself, come to the model of the simulation. */
class NetworkRunTest {
    private static final long SEED = 1;

    @TempDir
    Path folder;

    @Test
    void agents_and_coordinator_come_to_the_model_of_the_simulation_under_masks() throws Exception {
        SimulationRequest request = request();
        RunOutput simulated = Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH));
        try (LocalFederation federation =
                new LocalFederation(request.study().study(), SEED, tables(request), RunDefinition.Timing.USUAL)) {
            RunEnd end = federation.run();
            assertThat(end.reason()).isEmpty();
            assertThat(hash(end))
                    .isEqualTo(simulated.results().model().identity().sha256());
        }
    }

    @Test
    void in_the_clear_they_come_to_the_same_model() throws Exception {
        SimulationRequest request = request();
        RunOutput simulated = Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH));
        try (LocalFederation federation = new LocalFederation(
                inTheClear(request.study().study()), SEED, tables(request), RunDefinition.Timing.USUAL)) {
            RunEnd end = federation.run();
            assertThat(end.reason()).isEmpty();
            assertThat(hash(end))
                    .isEqualTo(simulated.results().model().identity().sha256());
        }
    }

    /** 80,000 bytes are a file; two rounds leave two sums. */
    @Test
    void large_vectors_are_added_in_32_bits_to_the_same_words_under_masks_and_answers_are_deleted() throws Exception {
        SortedSet<Sha256> masked = leftAfterRehearsal(new PrivacySpec(true));
        assertThat(masked).hasSize(2);
        assertThat(leftAfterRehearsal(PrivacySpec.PLAIN)).isEqualTo(masked);
    }

    private SortedSet<Sha256> leftAfterRehearsal(PrivacySpec privacy) throws Exception {
        SimulationRequest request = request();
        Study study = request.study().study();
        Study rehearsal = new Study(
                study.name(),
                study.purpose(),
                study.governance(),
                study.data(),
                new Analysis.Rehearse(20_000, 2),
                study.evaluation(),
                privacy);
        try (LocalFederation federation =
                new LocalFederation(rehearsal, SEED, tables(request), RunDefinition.Timing.USUAL)) {
            assertThat(federation.run().reason()).contains("rehearsal is over");
            return federation.disk().blobs(Clock.systemUTC()).digests();
        }
    }

    @Test
    void what_a_site_began_to_send_goes_when_its_run_ends_and_at_the_next_start() throws Exception {
        FaultStudy study = FaultStudy.MASKED;
        SiteId site = study.tables().firstKey();
        try (LocalFederation federation =
                new LocalFederation(study.study(), SEED, study.tables(), RunDefinition.Timing.USUAL)) {
            CompletableFuture<RunEnd> end = federation.startCoordinator();
            begin(federation.coordinator(), site, "before the end");
            assertThat(federation.disk().blobs(Clock.systemUTC()).unfinished()).hasSize(1);
            study.tables().keySet().forEach(federation::startAgent);
            assertThat(end.get(60, TimeUnit.SECONDS).reason()).isEmpty();
            assertThat(federation.disk().blobs(Clock.systemUTC()).unfinished()).isEmpty();

            begin(federation.coordinator(), site, "after the end");
            assertThat(federation.disk().blobs(Clock.systemUTC()).unfinished()).hasSize(1);
            federation.coordinator().close();
            federation.startCoordinator().get(60, TimeUnit.SECONDS);
            assertThat(federation.disk().blobs(Clock.systemUTC()).unfinished()).isEmpty();
        }
    }

    /** Three bytes of it. */
    private static void begin(Coordinator coordinator, SiteId site, String content) {
        BlobReference blob = new BlobReference(Sha256.of(content), content.length(), LocalFederation.RUN, 1);
        try (BlobSink sink = coordinator.accept(new Caller(site, Sha256.of(site.name()), "here"), blob)) {
            sink.append(content.getBytes(StandardCharsets.UTF_8), 3);
        }
    }

    private static Study inTheClear(Study study) {
        return study.with(PrivacySpec.PLAIN);
    }

    private static String hash(RunEnd end) {
        return VectorDigest.of(ArrayVector.owning(end.done().trained().parameters()))
                .hex();
    }

    private SimulationRequest request() throws Exception {
        SyntheticHospitals.seeded(SEED).write(folder);
        Path study = folder.resolve(SyntheticHospitals.STUDY);
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

package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Metric;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Study;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.VectorDigest;
import org.wardround.data.table.MappedData;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.program.Exchange;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.RecordedExchange;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.Watcher;
import org.wardround.learning.answer.Learning;
import org.wardround.simulation.exchange.Meeting;

/** A coordinator without tables and hospitals with one each run the program for themselves, and come to what the simulation comes to. */
class RunProgramTest {
    private static final long SEED = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"fedavg", "scaffold", "fedadam, serverLearningRate: 0.1", "fednova"})
    void all_come_to_the_model_of_the_simulation(String strategy) throws Exception {
        assertSame(Hospitals.study(strategy, "threshold: youden"));
    }

    @Test
    void also_where_each_site_standardises_by_itself() throws Exception {
        assertSame(Hospitals.study("fedavg", "")
                .replace("  minimumPatients: 1", "  minimumPatients: 1\n  standardise: site"));
    }

    @Test
    void also_by_a_network_from_random_parameters() throws Exception {
        assertSame(Hospitals.study("fedprox, mu: 0.01", "").replace("{type: logistic}", "{type: mlp, hidden: [4]}"));
    }

    @Test
    void also_by_exact_regression_with_splines() throws Exception {
        String study = Hospitals.study("newton", "")
                .replace("  local: {steps: 10, batchSize: 8, optimiser: {type: sgd, learningRate: 0.3}}\n", "")
                .replace(
                        "model: {type: logistic}", "model: {type: logistic, terms: [{spline: age, knots: 4}, marker]}");
        assertSame(study);
    }

    /** The coordinator is stopped after its k-th round, for every k, and a new one goes on from the record; the hospitals never notice. */
    @Test
    void a_coordinator_that_is_stopped_after_any_round_goes_on_to_the_same_bits() throws Exception {
        SimulationRequest request = Hospitals.three()
                .request(folder, Hospitals.study("scaffold", "threshold: youden"), new SimulationOptions(SEED, 1, 0));
        RunOutput simulated = Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH));
        List<RecordedExchange.Entry> whole = new ArrayList<>();
        assertThat(hash(together(
                                request,
                                (meeting, run) -> run.with(new RecordedExchange(List.of(), meeting, whole::add)))
                        .get(0)))
                .isEqualTo(simulated.results().model().identity().sha256());
        for (int stop = 0; stop <= whole.size(); stop++) {
            int rounds = stop;
            List<RunProgram.Done> all = together(request, (meeting, run) -> {
                List<RecordedExchange.Entry> record = new ArrayList<>();
                try {
                    run.with(new RecordedExchange(List.of(), meeting, entry -> {
                        if (record.size() == rounds) {
                            throw new Stopped();
                        }
                        record.add(entry);
                    }));
                } catch (Stopped stopped) {
                    // As after a kill: only the record is left.
                }
                return run.with(new RecordedExchange(record, meeting, entry -> {}));
            });
            assertThat(all)
                    .extracting(RunProgramTest::hash)
                    .containsOnly(simulated.results().model().identity().sha256());
        }
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The program of the coordinator, over any exchange. */
    private interface Running {
        RunProgram.Done with(Exchange exchange);
    }

    /** How the coordinator runs it. */
    private interface Coordinating {
        RunProgram.Done run(Exchange meeting, Running program);
    }

    private static String hash(RunProgram.Done done) {
        return VectorDigest.of(ArrayVector.owning(done.trained().parameters())).hex();
    }

    private void assertSame(String study) throws Exception {
        SimulationRequest request = Hospitals.three().request(folder, study, new SimulationOptions(SEED, 1, 0));
        RunOutput simulated = Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH));
        List<RunProgram.Done> all = together(request);
        assertThat(all).hasSize(4);
        for (RunProgram.Done done : all) {
            assertThat(hash(done))
                    .isEqualTo(simulated.results().model().identity().sha256());
            Estimate auroc = done.evaluated().overall().get(0).of(Metric.AUROC);
            assertThat(((Estimate.Measured) auroc).value())
                    .isEqualTo(simulated
                            .results()
                            .evaluations()
                            .federated()
                            .overall()
                            .find(Metric.AUROC)
                            .orElseThrow()
                            .value());
            assertThat(done.patients().patients())
                    .isEqualTo(all.get(0).patients().patients());
        }
        assertThat(all.get(0).evaluated().sites()).isEmpty();
        assertThat(all.get(1).evaluated().sites()).hasSize(1);
    }

    /** The coordinator's outcome, then the sites'. */
    private static List<RunProgram.Done> together(SimulationRequest request) throws Exception {
        return together(request, (meeting, program) -> program.with(meeting));
    }

    private static List<RunProgram.Done> together(SimulationRequest request, Coordinating coordinator)
            throws Exception {
        MappedData.Sites read =
                (MappedData.Sites) MappedData.read(request.study().study(), request.mapping(), request.data());
        SortedMap<SiteId, Table> tables = new TreeMap<>();
        read.sites().forEach((site, data) -> tables.put(site, data.table()));
        Meeting meeting = new Meeting();
        ExecutorService parties = Executors.newFixedThreadPool(tables.size() + 1);
        try {
            List<Future<RunProgram.Done>> running = new ArrayList<>();
            Study study = request.study().study();
            Running program = exchange -> run(study, tables, new TreeMap<>(), RunProgram.Learning.NONE, exchange);
            running.add(parties.submit(() -> coordinator.run(meeting.coordinator(), program)));
            tables.forEach((site, table) -> running.add(parties.submit(() -> run(
                    study,
                    tables,
                    new TreeMap<>(Map.of(site, table)),
                    new Learning(study.data(), model(study)),
                    meeting.site(site)))));
            List<RunProgram.Done> all = new ArrayList<>();
            for (Future<RunProgram.Done> party : running) {
                all.add(party.get());
            }
            return all;
        } finally {
            parties.shutdownNow();
        }
    }

    private static ModelSpec model(Study study) {
        return study.analysis() instanceof Analysis.Fit fit ? fit.model() : ((Analysis.Train) study.analysis()).model();
    }

    private static RunProgram.Done run(
            Study study,
            SortedMap<SiteId, Table> all,
            SortedMap<SiteId, Table> atHand,
            RunProgram.Learning learning,
            Exchange exchange) {
        Members members = new Members(new TreeSet<>(all.keySet()), atHand);
        return new RunProgram(study, new RunProgram.Plan(SEED, null), members, learning)
                .run(new Rounds(exchange, Rounds.RoundLog.NONE), Watcher.NONE);
    }
}

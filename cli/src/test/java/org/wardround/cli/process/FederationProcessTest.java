package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.cli.TestSession;
import org.wardround.cli.command.EvidenceTest;
import org.wardround.cli.terminal.Screen;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.simulation.Progress;
import org.wardround.simulation.Simulation;
import org.wardround.simulation.SimulationOptions;
import org.wardround.simulation.SimulationRequest;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.study.results.Count;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.Results;
import org.wardround.study.results.ResultsFolder;
import org.wardround.study.results.RoundResult;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.SideCounts;
import org.wardround.study.results.SiteVerdict;
import org.wardround.study.results.Table1;
import org.wardround.testkit.ReferenceData;

/** Coordinator and hospitals as processes of their own come to the model of the simulation, to the bit. */
class FederationProcessTest {
    private static final long SEED = 7;

    @TempDir
    Path folder;

    /** Two runs at once, and then one that judges the model of the first. */
    @Test
    void training_exact_regression_and_validation_come_to_the_models_of_the_simulation() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 3);
        Path trains = hospitals.study("trains", MockHospitals.TRAINS.formatted(6, 3) + MockHospitals.LOCAL);
        Path fits = hospitals.study("fits", MockHospitals.FITS + MockHospitals.LOCAL);
        try (ProcessFederation federation = new ProcessFederation(folder, hospitals.sites(), "")) {
            federation.run(trains, "trains", "--seed " + SEED);
            federation.run(fits, "fits", "--seed " + SEED);
            federation.approve("trains");
            federation.approve("fits");

            assertThat(federation.outcome("trains"))
                    .containsEntry("outcome", "finished")
                    .containsEntry("model.sha256", sameResults(federation, "trains", trains, hospitals.data(), 1));
            assertThat(federation.outcome("fits"))
                    .containsEntry("outcome", "finished")
                    .containsEntry("model.sha256", sameResults(federation, "fits", fits, hospitals.data(), 1));

            Path validates = hospitals.study("validates", MockHospitals.VALIDATES);
            copy(federation.results("trains").resolve("model"), validates.resolveSibling("model"));
            federation.run(validates, "validates", "--seed " + SEED);
            federation.approve("validates");

            assertThat(federation.outcome("validates"))
                    .containsEntry("outcome", "finished")
                    .containsEntry(
                            "model.sha256", sameResults(federation, "validates", validates, hospitals.data(), 1));
        }
    }

    @Test
    void heart_disease_under_masks_comes_to_the_model_of_the_simulation_where_hospitals_let_nothing_else_leave()
            throws Exception {
        HeartHospitals hospitals = HeartHospitals.in(folder);
        try (ProcessFederation federation = new ProcessFederation(folder, hospitals.sites(), "")) {
            for (String site : hospitals.sites()) {
                Files.writeString(
                        federation.path(site).resolve("policy.yaml"),
                        ProcessFederation.POLICY.replace("sum: plain", "sum: masked"));
            }
            heartDisease(hospitals, federation, true);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void also_in_the_clear_and_with_the_journal_in_postgresql() throws Exception {
        HeartHospitals hospitals = HeartHospitals.in(folder);
        Files.writeString(hospitals.study(), MockHospitals.PLAIN, StandardOpenOption.APPEND);
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            Path database = folder.resolve("database.properties");
            Files.writeString(database, "url=%s\n".formatted(server.getJdbcUrl("postgres", "postgres")));
            try (ProcessFederation federation = new ProcessFederation(folder, hospitals.sites(), database.toString())) {
                heartDisease(hospitals, federation, false);
            }
        }
    }

    private static void heartDisease(HeartHospitals hospitals, ProcessFederation federation, boolean masked)
            throws Exception {
        federation.run(hospitals.study(), "heart", "--seed " + SEED);
        federation.approve("heart-disease");

        assertThat(federation.outcome("heart"))
                .containsEntry("outcome", "finished")
                .containsEntry(
                        "model.sha256", sameResults(federation, "heart", hospitals.study(), hospitals.data(), 4));
        assertThat(ResultsFolder.read(federation.results("heart"))
                        .limits()
                        .privacy()
                        .secureAggregation())
                .isEqualTo(masked);
        for (String site : hospitals.sites()) {
            assertThat(federation.command("audit show --site @%s --run heart".formatted(site)))
                    .contains("protection " + (masked ? "masked" : "plain"))
                    .doesNotContain("protection " + (masked ? "plain" : "masked"));
            assertThat(federation.command("audit verify --site @%s --federation @hearts".formatted(site)))
                    .contains("receipt");
        }
    }

    /** Holds what the coordinator publishes against a simulation; gives the model's hash. */
    private static String sameResults(ProcessFederation federation, String run, Path study, Path data, int threads) {
        Results simulated = simulated(study, data, threads);
        Results published = ResultsFolder.read(federation.results(run));
        assertThat(published.header().kind()).isEqualTo(RunKind.FEDERATION);
        assertThat(published.sites().keySet()).isEqualTo(simulated.sites().keySet());
        assertThat(published.training().stopping())
                .isEqualTo(simulated.training().stopping());
        assertThat(published.training().rounds())
                .extracting(RoundResult::losses)
                .isEqualTo(simulated.training().rounds().stream()
                        .map(RoundResult::losses)
                        .toList());
        assertThat(published.model().identity()).isEqualTo(simulated.model().identity());
        assertThat(published.model().coefficients()).isEqualTo(simulated.model().coefficients());
        assertThat(published.model().threshold()).isEqualTo(simulated.model().threshold());
        assertThat(values(published)).isNotEmpty().isEqualTo(values(simulated));
        assertThat(published.table1().columns()).extracting(Table1.Column::kind).containsExactly(Table1.Kind.OVERALL);
        assertThat(federation.results(run).resolve("report.html")).exists();
        assertEvidence(federation, federation.results(run), run);
        for (String site : federation.sites()) {
            Path report = federation.path(site).resolve("reports").resolve(run);
            federation.await("the report of " + site, () -> Files.exists(report));
            new AtHome(new SiteId(site), ResultsFolder.read(report), simulated).assertSame();
            assertThat(report.resolve("report.html")).content().contains("Kept at this hospital; not a release");
            assertThat(report.resolve("metrics.csv")).exists();
            assertEvidence(federation, report, run + "-" + site);
        }
        return simulated.model().identity().sha256();
    }

    /** The documents about a run between hospitals, and those that a hospital makes of its own report, name what binds each of their numbers. */
    private static void assertEvidence(ProcessFederation federation, Path folder, String name) {
        Path evidence = federation.path("evidence-" + name);
        assertThat(new TestSession(Screen.PLAIN, evidence.getParent())
                        .run("study", "evidence", folder, "--out", evidence))
                .isZero();
        try {
            assertThat(EvidenceTest.resolve(folder, evidence)).isGreaterThan(30);
            assertThat(Files.readString(evidence.resolve("privacy-statement.html")))
                    .doesNotContain("simulation");
            assertThat(Files.readString(evidence.resolve("measures.html"))).contains("Run <data");
            // A hospital's report has no line of what left: its log has.
            String log = Files.readString(folder.resolve("audit.jsonl"));
            assertThat(Files.readString(evidence.resolve("measures.html")))
                    .contains(
                            log.contains("\"event\":\"opened\"")
                                    ? "each that the coordinator opened has a line"
                                    : "not listed in this record: this hospital’s own audit log has a line for each");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A hospital's own results beside the simulation's, which leave out what is of few patients. */
    private record AtHome(SiteId site, Results own, Results simulated) {
        void assertSame() {
            assertThat(own.header().kind()).isEqualTo(RunKind.HOSPITAL);
            assertThat(own.evaluations().federated().overall().values().keySet())
                    .isEqualTo(simulated
                            .evaluations()
                            .federated()
                            .overall()
                            .values()
                            .keySet());
            assertSameMetrics(
                    own.evaluations().federated().at(site),
                    simulated.evaluations().federated().at(site));
            assertThat(own.evaluations().federated().sites()).containsOnlyKeys(site);
            assertThat(own.evaluations().local().keySet())
                    .isEqualTo(simulated.evaluations().local().containsKey(site) ? Set.of(site) : Set.of());
            if (simulated.evaluations().local().containsKey(site)) {
                assertSameMetrics(
                        own.evaluations().local().get(site).at(site),
                        simulated.evaluations().local().get(site).at(site));
            }
            assertThat(own.verdicts().keySet()).isEqualTo(simulated.verdicts().isEmpty() ? Set.of() : Set.of(site));
            if (!simulated.verdicts().isEmpty() && known(simulated.verdicts().get(site))) {
                assertSameVerdict(own.verdicts().get(site), simulated.verdicts().get(site));
            }
            SideCounts rows = own.sites().get(site).flow().split().rows();
            assertThat(List.of(rows.train(), rows.validation(), rows.test())).noneMatch(Count::isSuppressed);
            assertThat(own.sites().get(site).snapshotSha256())
                    .isEqualTo(simulated.sites().get(site).snapshotSha256());
            assertThat(own.model().identity()).isEqualTo(simulated.model().identity());
        }

        private static boolean known(SiteVerdict verdict) {
            return Double.isFinite(verdict.difference().value());
        }

        private void assertSameVerdict(SiteVerdict home, SiteVerdict simulation) {
            assertThat(home.difference()).isEqualTo(simulation.difference());
            if (Double.isFinite(simulation.adjustedP())) {
                long hospitals = simulated.sites().size();
                assertThat(home.adjustedP())
                        .isEqualTo(Math.min(
                                1, hospitals * Math.min(1, 2 * home.difference().p())))
                        .isGreaterThanOrEqualTo(simulation.adjustedP());
            }
            if (home.adjustedP() <= 0.05 || !(simulation.adjustedP() <= 0.05)) {
                assertThat(home.verdict()).isEqualTo(simulation.verdict());
            }
        }

        private static void assertSameMetrics(Metrics home, Metrics simulation) {
            assertThat(home.values().keySet()).isEqualTo(simulation.values().keySet());
            assertThat(home.values().values()).noneMatch(MetricValue::isSuppressed);
            simulation.values().forEach((metric, value) -> {
                if (!value.isSuppressed() && !value.note().startsWith("rounded")) {
                    MetricValue own = home.find(metric).orElseThrow();
                    assertThat(List.of(own.value(), own.low(), own.high()))
                            .as(metric.jsonName())
                            .isEqualTo(List.of(value.value(), value.low(), value.high()));
                }
            });
        }
    }

    private static SortedMap<Metric, Double> values(Results results) {
        SortedMap<Metric, Double> values = new TreeMap<>();
        results.evaluations()
                .federated()
                .overall()
                .values()
                .forEach((metric, value) -> values.put(metric, value.value()));
        // Over pairs of patients of different hospitals: in a simulation only.
        values.remove(Metric.CONCORDANCE_ALL_PAIRS);
        return values;
    }

    static Results simulated(Path study, Path data, int threads) {
        StudyFile file = StudyFile.read(study);
        SimulationRequest request = new SimulationRequest(
                file, MappingFile.find(study, data).mapping(), data, new SimulationOptions(SEED, threads, 0));
        return Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH))
                .results();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The hospitals of the UCI heart-disease collection, each with its own files in a folder of its own. */
    private record HeartHospitals(Path study, Path data, List<String> sites) {
        static HeartHospitals in(Path folder) throws IOException {
            Path found = ReferenceData.folder("heart-disease");
            List<String> sites = List.of("cleveland", "hungarian", "switzerland", "va");
            Path own = Path.of("..", "studies", "heart-disease");
            Path study = Files.createDirectories(folder.resolve("study")).resolve("study.yaml");
            Files.writeString(
                    study,
                    Files.readString(own.resolve("study.yaml"))
                            .replace("comparators: [local, pooled, leaveOneSiteOut]", "comparators: [local]"));
            String mapping = Files.readString(own.resolve("mapping.yaml"));
            Files.writeString(study.resolveSibling("mapping.yaml"), mapping);
            for (String site : sites) {
                Path data = Files.createDirectories(folder.resolve(site + ".data"));
                for (String file : List.of("processed.%s.data".formatted(site), "flamby_split.csv")) {
                    Files.copy(found.resolve(file), data.resolve(file));
                }
                String others = String.join(
                        "|", sites.stream().filter(name -> !name.equals(site)).toList());
                Files.writeString(
                        data.resolve("mapping.yaml"), mapping.replaceAll("(?m)^  (%s):.*\\R".formatted(others), ""));
            }
            return new HeartHospitals(study, found, sites);
        }
    }
}

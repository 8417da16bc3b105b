package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.core.sum.Ring;
import org.wardround.core.vector.Vector;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.RunProgram;
import org.wardround.protocol.message.StoredWords;
import org.wardround.report.Report;
import org.wardround.simulation.SimulationRequest;
import org.wardround.site.agent.RunKeeper;
import org.wardround.site.agent.TaskGate;
import org.wardround.site.audit.AuditLine;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.report.OwnReport;
import org.wardround.site.report.ReportShelf;
import org.wardround.site.run.Answerer;
import org.wardround.site.run.OwnProcess;
import org.wardround.site.run.OwnResults;
import org.wardround.site.run.RunTimes;
import org.wardround.site.run.SiteRuns;
import org.wardround.site.worker.Workers;
import org.wardround.study.results.AuditTrail;
import org.wardround.study.results.ResultsFolder;

/** Each hospital's own report: the same after a restart, and nothing that goes wrong with it costs the run. */
class OwnReportTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private SimulationRequest request;
    private SortedMap<SiteId, Table> tables;

    @BeforeEach
    void draw() throws Exception {
        request = SyntheticRun.request(folder, "{type: fedavg}");
        tables = SyntheticRun.tables(request);
    }

    private ReportShelf shelf(SiteId site, String name) {
        return new ReportShelf(folder.resolve(name).resolve(site.name()));
    }

    private RunKeeper keeper(ReportShelf shelf) {
        return new OwnReport(
                request.study(),
                TaskGate.OPEN,
                new OwnReport.Keeping(
                        shelf, (report, results) -> Report.write(results, report.resolve(Report.NAME)), null));
    }

    @Test
    void a_hospital_that_is_started_again_before_the_run_is_over_makes_the_same_report() throws Exception {
        SiteId interrupted = tables.firstKey();
        Map<SiteId, Integer> made = new ConcurrentHashMap<>();
        Path keys = Files.createDirectories(folder.resolve("keys"));
        try (Workers workers = Workers.open(SyntheticRun.policy(List.of()), List.of(keys), keys);
                LocalFederation federation = new LocalFederation(
                        request.study().study(), SyntheticRun.SEED, tables, RunDefinition.Timing.USUAL)) {
            RunEnd end = federation
                    .answeredBy(site -> SyntheticRun.worker(folder, workers, request.study(), site, tables.get(site)))
                    .keptBy(site -> run -> {
                        int before = made.merge(site, 1, Integer::sum) - 1;
                        keeper(shelf(site, "reports-" + before)).keep(run);
                        if (site.equals(interrupted) && before == 0) {
                            throw new IllegalStateException("as if it had been killed here");
                        }
                    })
                    .run();

            assertThat(end.reason()).isEmpty();
            await(() -> isOver(federation));
            Path first =
                    shelf(interrupted, "reports-0").find(LocalFederation.RUN).orElseThrow();
            Path second =
                    shelf(interrupted, "reports-1").find(LocalFederation.RUN).orElseThrow();
            assertThat(files(second))
                    .isEqualTo(files(first))
                    .containsKeys("report.html", "model/model.json", "metrics.csv");
            for (SiteId site : tables.keySet()) {
                Path report = shelf(site, "reports-0").find(LocalFederation.RUN).orElseThrow();
                assertThat(ResultsFolder.read(report).verdicts()).containsOnlyKeys(site);
                assertThat(told(federation, site)).containsExactly(lastLine(report));
                assertThat(Files.readString(report.resolve(AuditTrail.NAME))).contains("\"ringBits\":[64]");
            }
        }
    }

    /** The hospitals of the demo, in their order: three that fail, each in its own way, and one that does not try. */
    @Test
    void whatever_goes_wrong_with_a_report_is_told_and_costs_no_run() throws Exception {
        SiteId[] sites = tables.keySet().toArray(SiteId[]::new);
        Map<SiteId, Function<RunTimes, Optional<OwnResults>>> conduct = Map.of(
                sites[0],
                times -> {
                    throw new FederationException(ErrorCode.WORKER_FAILED, "the worker ended");
                },
                sites[1],
                times -> {
                    throw new IllegalStateException("patient 4711");
                },
                sites[2],
                times -> Optional.of(
                        new OwnResults(Bytes.copyOf("patient 4711".getBytes(StandardCharsets.UTF_8)), Bytes.EMPTY)),
                sites[3],
                times -> Optional.empty());
        try (LocalFederation federation =
                new LocalFederation(request.study().study(), SyntheticRun.SEED, tables, RunDefinition.Timing.USUAL)) {
            RunEnd end = federation
                    .answeredBy(site -> definition ->
                            new Reporting(new OwnProcess(definition, tables.get(site)), conduct.get(site)))
                    .keptBy(site -> keeper(shelf(site, "reports")))
                    .run();

            assertThat(end.reason()).isEmpty();
            assertThat(end.code()).isNull();
            await(() -> isOver(federation));
            assertThat(shelf(sites[0], "reports").failure(LocalFederation.RUN))
                    .hasValue("the worker ended (WORKER_FAILED)");
            assertThat(shelf(sites[1], "reports").failure(LocalFederation.RUN))
                    .hasValue("a defect of the software; the agent's log says where (INTERNAL)");
            assertThat(shelf(sites[2], "reports").failure(LocalFederation.RUN))
                    .hasValue("the worker's results can't be read (WORKER_FAILED)");
            assertThat(shelf(sites[3], "reports").failure(LocalFederation.RUN)).isEmpty();
            for (SiteId site : sites) {
                assertThat(shelf(site, "reports").runs()).isEmpty();
            }
        }
    }

    private boolean isOver(LocalFederation federation) {
        return tables.keySet().stream()
                .allMatch(site -> SiteRuns.isOver(
                        federation.disk(site).journal(InstantSource.fixed(Instant.EPOCH)), LocalFederation.RUN));
    }

    /** What the hospital's own log says of reports that are kept. */
    private static List<String> told(LocalFederation federation, SiteId site) {
        List<String> told = new ArrayList<>();
        federation.disk(site).journal(InstantSource.system()).replay(AuditLog.STREAM, 0, stored -> {
            AuditLine line = AuditLine.read(stored.event().payload());
            if (line.event().equals("reportKept")) {
                told.add(line.find("digest").orElseThrow());
            }
        });
        return told;
    }

    private static String lastLine(Path report) throws IOException {
        return AuditTrail.fromBytes(Files.readAllBytes(report.resolve(AuditTrail.NAME)))
                .last()
                .hash()
                .hex();
    }

    static void await(BooleanSupplier happened) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!happened.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static SortedMap<String, String> files(Path folder) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.put(folder.relativize(file).toString(), hash(file)));
        }
        return files;
    }

    private static String hash(Path file) {
        try {
            return Sha256.of(Files.readAllBytes(file)).hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers as usual, and reports as told. */
    private record Reporting(OwnProcess inner, Function<RunTimes, Optional<OwnResults>> conduct) implements Answerer {
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
            return inner.answer(question, carried);
        }

        @Override
        public Optional<OwnResults> own(RunTimes times, boolean figures) {
            return conduct.apply(times);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}

package org.wardround.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.wardround.cli.crypto.FastCurves;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.data.table.MappedData;
import org.wardround.inference.program.RunProgram;
import org.wardround.site.run.OwnProcess;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;

/**
 * Rounds of a federation on this computer, 14 parameters: how many a second, how many forced writes each takes, and what the disk alone would allow. Agents answer in this
 * process ({@link LoopbackFederation}), so that the way to a worker is not in it. Usage: {@code FederationRounds FOLDER masked|plain SITES ROUNDS}, with a folder of its own in which journals and stores are made; the first tenth of the rounds is not counted.
 */
final class FederationRounds {
    private static final long SEED = 1;
    private static final int FEATURES = 13;
    private static final int ROWS = 80;
    private static final String IN_THE_CLEAR = "privacy: {secureAggregation: {required: false}}\n";
    private static final int FSYNCS = 400;
    private static final int PAGE = 4096;

    private FederationRounds() {}

    public static void main(String[] arguments) throws Exception {
        FastCurves.install(); // As the programs do.
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        boolean masked = arguments[1].equals("masked");
        measure(folder, masked, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    }

    private static void measure(Path folder, boolean masked, int sites, int rounds) throws Exception {
        String text = masked
                ? study(rounds)
                : study(rounds).replace("type: fedavg", "type: fedavg, aggregation: mean") + IN_THE_CLEAR;
        StudyFile study = StudyFile.read(Path.of("study.yaml"), text.getBytes(StandardCharsets.UTF_8));
        SortedMap<SiteId, Table> tables = tables(folder, study, sites);
        double before = forcedWriteSeconds(folder);
        SortedMap<Integer, Mark> marks = new ConcurrentSkipListMap<>();
        try (LoopbackFederation federation =
                new LoopbackFederation(folder, study.study(), RunProgram.Given.NOTHING, LogisticSites.names(sites))) {
            RunEnd end = federation
                    .run(
                            "rounds",
                            SEED,
                            site -> OwnProcess.with(Objects.requireNonNull(tables.get(site))),
                            view -> marks.putIfAbsent(
                                    view.round(),
                                    new Mark(
                                            System.nanoTime(),
                                            federation.coordinatorCommits(),
                                            federation.siteCommits())))
                    .get();
            if (end.finished() == null) {
                throw new IllegalStateException("the run came to " + end.reason());
            }
        }
        double after = forcedWriteSeconds(folder);
        print(sites, marks, rounds, before, after);
    }

    /** When a round was planned, and what had been written by then. */
    private record Mark(long nanos, long coordinator, long sites) {}

    private static void print(int sites, SortedMap<Integer, Mark> marks, int rounds, double before, double after) {
        // Training comes after the rounds in which patients are described, and before those that evaluate.
        int skipped = rounds / 10;
        Mark first = Objects.requireNonNull(marks.get(skipped));
        Mark last = Objects.requireNonNull(marks.get(rounds));
        double counted = rounds - skipped;
        double seconds = (last.nanos - first.nanos) / 1e9;
        double coordinator = (last.coordinator - first.coordinator) / counted;
        double site = (last.sites - first.sites) / counted / sites;
        double fsync = (before + after) / 2;
        Stopwatch.print(
                "%d sites: %.1f rounds a second, %.2f ms each; forced writes a round: %.2f at the coordinator, %.2f at each site, %.1f in all",
                sites, counted / seconds, 1e3 * seconds / counted, coordinator, site, coordinator + site * sites);
        Stopwatch.print("  one forced write takes %.3f ms before and %.3f ms after", 1e3 * before, 1e3 * after);
        // At the slowest site the line that opens the round, then its answer; at the coordinator one answer after the
        // other.
        double path = 2 + coordinator;
        Stopwatch.print(
                "  with the %.1f that follow one another the disk allows %.0f rounds a second; measured is %.1f %% of it",
                path, 1 / (path * fsync), 100 * counted / seconds * path * fsync);
    }

    /** The median of many: a page is appended and forced, as a commit does. */
    private static double forcedWriteSeconds(Path folder) throws IOException {
        Path file = folder.resolve("forced");
        double[] seconds = new double[FSYNCS];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer page = ByteBuffer.allocate(PAGE);
            for (int i = 0; i < FSYNCS; i++) {
                page.clear();
                channel.write(page);
                Stopwatch stopwatch = new Stopwatch();
                channel.force(false);
                seconds[i] = stopwatch.seconds();
            }
        }
        Files.delete(file);
        return Stopwatch.median(seconds);
    }

    static SortedMap<SiteId, Table> tables(Path folder, StudyFile study, int sites) throws IOException {
        StringBuilder mapping = new StringBuilder("sites:\n");
        for (SiteId site : LogisticSites.names(sites)) {
            mapping.append("  %s: {file: %s.csv}%n".formatted(site, site));
            writeRows(folder.resolve(site + ".csv"), site);
        }
        Path file = Files.writeString(folder.resolve("mapping.yaml"), mapping);
        if (!(MappedData.read(study.study(), MappingFile.read(file).mapping(), folder)
                instanceof MappedData.Sites read)) {
            throw new IllegalStateException("the rows made here don't fit the study made here");
        }
        SortedMap<SiteId, Table> tables = new TreeMap<>();
        read.sites().forEach((site, data) -> tables.put(site, data.table()));
        return tables;
    }

    private static void writeRows(Path file, SiteId site) throws IOException {
        Dataset data = LogisticSites.data(site, ROWS).training();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < FEATURES; i++) {
                out.write("x%d,".formatted(i));
            }
            out.write("disease\n");
            for (int row = 0; row < ROWS; row++) {
                for (int i = 0; i < FEATURES; i++) {
                    out.write("%s,".formatted(data.values()[row * FEATURES + i]));
                }
                out.write(data.outcomes()[row] > 0 ? "1\n" : "0\n");
            }
        }
    }

    static String study(int rounds) {
        StringBuilder text = new StringBuilder("""
                study: rounds
                purpose: Measure how long a round takes
                data:
                  minimumPatients: 5
                  variables:
                """);
        for (int i = 0; i < FEATURES; i++) {
            text.append("    - {name: x%d, type: number, range: [-1, 1], required: true}%n".formatted(i));
        }
        return text.append("""
                  outcome: {name: disease, type: binary}
                  standardise: none
                  split: {test: 0.25}
                model: {type: logistic}
                training:
                  strategy: {type: fedavg}
                  rounds: %d
                  local: {steps: 10, batchSize: 4, optimiser: {type: sgd, learningRate: 0.05}}
                evaluation:
                  primary: auroc
                """.formatted(rounds)).toString();
    }
}

package org.wardround.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Study;
import org.wardround.data.table.MappedData;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;

/** A table with a binary outcome, read as any study's is, and divided among ten invented hospitals. */
final class AttackData {
    static final int SITES = 10;

    private static final int FEWEST_TRAINING_ROWS = 10;
    private static final int DRAWS = 1000;

    private final String name;
    private final Path folder;
    private final Study study;
    private final String mapping;

    private AttackData(String name, Path folder, Study study, String mapping) {
        this.name = name;
        this.folder = folder;
        this.study = study;
        this.mapping = mapping;
    }

    /** How rows are divided. */
    enum Division {
        IID("IID", "iid"),
        DIRICHLET("Dirichlet 0.5", "label-skew, alpha: 0.5");

        private final String title;
        private final String rule;

        Division(String title, String rule) {
            this.title = title;
            this.rule = rule;
        }

        String title() {
            return title;
        }
    }

    String name() {
        return name;
    }

    Study study() {
        return study;
    }

    /** The Wisconsin Diagnostic Breast Cancer table, 569 rows and 30 features. */
    static AttackData wdbc(Path data, Path work) throws IOException {
        String header;
        try (var lines = Files.lines(data.resolve("wdbc.csv"))) {
            header = lines.findFirst().orElseThrow();
        }
        List<String> columns = new ArrayList<>();
        for (String column : header.split(",")) {
            if (column.startsWith("x.")) {
                columns.add(column.substring(2));
            }
        }
        StringBuilder mapping = new StringBuilder("patient: rownames\nvariables:\n");
        columns.forEach(column -> mapping.append("  %s: {column: x.%s}\n".formatted(column, column)));
        mapping.append("  malignant: {column: y, values: {B: 0, M: 1}}\n");
        return of("WDBC, 569 rows", data, work, columns, "10000", "file: wdbc.csv", mapping.toString());
    }

    /**
     * Rows whose log-odds are a linear function of 20 standard normal features, so that the best rule is right for about nine rows in ten.
     */
    static AttackData generated(int rows, Path work) throws IOException {
        SeededStream stream = SeededStream.of(1, "attack table");
        List<String> columns = new ArrayList<>();
        double[] weights = new double[20];
        for (int k = 0; k < weights.length; k++) {
            columns.add("x" + k);
            weights[k] = stream.nextGaussian();
        }
        StringBuilder csv = new StringBuilder("pid," + String.join(",", columns) + ",malignant\n");
        for (int row = 0; row < rows; row++) {
            double logOdds = -0.5;
            csv.append(row);
            for (double weight : weights) {
                double value = stream.nextGaussian();
                logOdds += weight * value;
                csv.append(String.format(Locale.ROOT, ",%.5f", value));
            }
            boolean positive = stream.nextDouble() < 1 / (1 + StrictMath.exp(-logOdds));
            csv.append(positive ? ",1\n" : ",0\n");
        }
        Files.writeString(work.resolve("generated.csv"), csv);
        String name = String.format(Locale.ROOT, "generated, %,d rows", rows);
        return of(name, work, work, columns, "10", "file: generated.csv", "patient: pid\n");
    }

    private static AttackData of(
            String name, Path data, Path work, List<String> columns, String range, String file, String mapping)
            throws IOException {
        StringBuilder text =
                new StringBuilder("study: attack\npurpose: What does an aggregation withstand\ndata:\n  variables:\n");
        columns.forEach(column ->
                text.append("    - {name: %s, type: number, range: [-%s, %s]}\n".formatted(column, range, range)));
        text.append("""
                  outcome: {name: malignant, type: binary}
                  moments: exact        # ten small hospitals: a local model's grid would be coarse
                  split: {validation: 0, test: 0.4}
                model: {type: logistic}
                training:
                  strategy: {type: fedavg}
                  rounds: 60
                  local: {epochs: 2, batchSize: 16, optimiser: {type: sgd, learningRate: 0.05}}
                """);
        Path study = Files.writeString(work.resolve(columns.get(0) + ".study.yaml"), text);
        return new AttackData(name, data, StudyFile.read(study).study(), file + "\n" + mapping);
    }

    /** Ten hospitals' tables; drawn again until each has ten training rows. */
    SortedMap<SiteId, Table> divided(Division division, long seed, Path work) throws IOException {
        for (int draw = 0; draw < DRAWS; draw++) {
            Path file = Files.writeString(
                    work.resolve("mapping.yaml"),
                    "%sdivide: {sites: %d, by: %s, seed: %d}\n"
                            .formatted(mapping, SITES, division.rule, seed * DRAWS + draw));
            MappedData.Sites sites = (MappedData.Sites)
                    MappedData.read(study, MappingFile.read(file).mapping(), folder);
            SortedMap<SiteId, Table> tables = new TreeMap<>();
            sites.sites().forEach((site, data) -> tables.put(site, data.table()));
            if (tables.values().stream().allMatch(table -> table.rowsOn(Side.TRAIN).length >= FEWEST_TRAINING_ROWS)) {
                return tables;
            }
        }
        throw new IllegalStateException("no division leaves each hospital ten training rows");
    }
}

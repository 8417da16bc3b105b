package org.wardround.site.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Study;
import org.wardround.site.cohort.CohortMemory;
import org.wardround.site.cohort.PatientMarker;
import org.wardround.site.policy.Differences;
import org.wardround.study.file.StudyFile;
import org.wardround.testkit.storage.MemoryDisk;

/** By what a hospital knows the columns of a study, from its files to the run. */
class SiteTableTest {
    private static final SiteId SELF = new SiteId("alder");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final String YEARS = "{name: age, type: number, unit: years, range: [0, 120]}";
    private static final String MONTHS = "{name: months, type: number, unit: months, range: [0, 1800]}";
    private static final List<String> ROWS = List.of(
            "p1,40,f,0", "p2,50,m,1", "p3,50,f,1", "p4,60,m,0", "p5,61,m,0", "p6,40,f,1", "p7,50,m,1", "p8,73,f,0");
    private static final List<String> IN_MONTHS = List.of(
            "p3,600,f,1",
            "p8,876,f,0",
            "p1,480,f,0",
            "p2,600,m,1",
            "p7,600,m,1",
            "p5,732,m,0",
            "p4,720,m,0",
            "p6,480,f,1");

    @TempDir
    Path folder;

    private SiteTable tables;

    @BeforeEach
    void open() throws IOException {
        tables = new SiteTable(
                SELF,
                folder.resolve("data"),
                CohortMemory.open(
                        new MemoryDisk().journal(CLOCK), PatientMarker.open(folder), () -> Differences.LARGE));
    }

    @Test
    void after_a_restart_columns_are_known_from_the_snapshot() throws Exception {
        StudyFile study = study(YEARS, ROWS);
        List<Sha256> columns = columns(study, "first");
        // Age, sex and event, over training rows, test rows and both, some of which divide the patients alike.
        assertThat(columns).hasSizeBetween(4, 9);
        Files.delete(folder.resolve("data/alder.csv"));
        assertThat(columns(study, "first")).isEqualTo(columns);
    }

    @Test
    void another_order_of_the_export_another_name_and_another_unit_make_no_difference() throws Exception {
        List<Sha256> columns = columns(study(YEARS, ROWS), "first");
        assertThat(columns(study(MONTHS, IN_MONTHS), "second")).isEqualTo(columns);
    }

    @Test
    void a_rehearsal_asks_about_no_column() throws Exception {
        StudyFile file = study(YEARS, ROWS);
        Study study = file.study();
        Study rehearsal = new Study(
                study.name(),
                study.purpose(),
                study.governance(),
                study.data(),
                new Analysis.Rehearse(8, 1),
                study.evaluation(),
                study.privacy());
        assertThat(tables.cohort(rehearsal, tables.of(file, folder.resolve("first")))
                        .columns())
                .isEmpty();
    }

    private List<Sha256> columns(StudyFile study, String snapshot) {
        return tables.cohort(study.study(), tables.of(study, folder.resolve(snapshot)))
                .columns();
    }

    /** Writes study, mapping and table. */
    private StudyFile study(String age, List<String> rows) throws IOException {
        String name = age.contains("months") ? "months" : "age";
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("alder.csv"), "id,years,sex,event\n" + String.join("\n", rows) + "\n");
        Files.writeString(data.resolve("mapping.yaml"), """
                sites:
                  alder: {file: alder.csv}
                patient: id
                variables:
                  %s: {column: years}
                  sex: {column: sex}
                  event: {column: event}
                """.formatted(name));
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, """
                study: columns
                purpose: Know columns again
                data:
                  minimumPatients: 1
                  variables: [%s, {name: sex, type: category, values: [f, m]}]
                  outcome: {name: event, type: binary}
                  split: {validation: 0, test: 0.3}
                model: {type: logistic}
                training:
                  strategy: {type: fedavg}
                  rounds: 1
                  local: {steps: 1, batchSize: 1, optimiser: {type: sgd, learningRate: 0.1}}
                evaluation:
                  primary: accuracy
                  metrics: [accuracy]
                """.formatted(age));
        return StudyFile.read(file);
    }
}

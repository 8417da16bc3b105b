package org.wardround.study.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.identity.Sha256;
import org.wardround.study.document.ShippedSchema;
import org.wardround.study.evidence.EvidenceDocument;
import org.wardround.study.evidence.EvidenceDocument.Block;
import org.wardround.study.evidence.EvidenceDocument.Section;
import org.wardround.study.evidence.EvidenceFile;
import org.wardround.study.evidence.Fact;
import org.wardround.study.evidence.RunRecord;
import org.wardround.study.evidence.Statement;

/** What a folder gives out as facts, and the file in which they are written. */
class EvidenceFileTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ShippedSchema.EVIDENCE.schema().text());

    @TempDir
    Path folder;

    @BeforeEach
    void folder() throws IOException {
        ResultsFolder.write(folder, CompleteResults.build());
        Files.writeString(folder.resolve("study.yaml"), "study");
        trail(RunKind.SIMULATION);
    }

    private void trail(RunKind kind) throws IOException {
        RunMeasures measures = new RunMeasures(
                kind,
                Sha256.of("study"),
                new TreeSet<>(List.of(CompleteResults.NORTH, CompleteResults.SOUTH)),
                11,
                new RunMeasures.Sums(true, 2, List.of(64)),
                new RunMeasures.Noise(2.5, 1e-5, 1.1, 1, 4096, 0.1, 5, 20),
                RunMeasures.Counts.EXACT,
                RunMeasures.Federation.NONE);
        SortedMap<String, Sha256> files = new TreeMap<>();
        for (String name : List.of("results.json", "study.yaml", "metrics.csv")) {
            files.put(name, Sha256.of(Files.readAllBytes(folder.resolve(name))));
        }
        Files.write(folder.resolve("audit.jsonl"), AuditTrail.toBytes(List.of(measures.toJson()), files));
    }

    @Test
    void a_document_of_every_part_fits_the_schema() {
        RunRecord run = RunRecord.open(folder);
        Fact epsilon = run.measure("/noise/epsilon").orElseThrow();
        EvidenceDocument document = new EvidenceDocument(
                "card",
                "Card",
                Statement.of(run.result("/study/name").orElseThrow()),
                Statement.of("Short."),
                List.of(Section.of(
                        "Part",
                        new Block.Notice(Statement.of("ε = ", epsilon)),
                        new Block.Points(List.of(Statement.blank("your name"))),
                        new Block.Grid(
                                List.of("One", "Two"),
                                List.of(List.of(Statement.of(run.file("metrics.csv")), Statement.of("")))))));
        String text = new String(EvidenceFile.toBytes(run, List.of(document)), UTF_8);
        assertThat(SCHEMA.validate(text, InputFormat.JSON)).isEmpty();
        assertThat(text).contains("\"toBeFilledIn\" : true", "\"pointer\" : \"/noise/epsilon\"", "\"line\" : 1,");
    }

    @Test
    void facts_carry_their_place_and_are_rounded_as_asked() {
        RunRecord run = RunRecord.open(folder);
        Fact epsilon = run.measure("/noise/epsilon").orElseThrow();
        assertThat(epsilon.source().line()).isEqualTo(1);
        assertThat(epsilon.source().file()).isEqualTo("audit.jsonl");
        assertThat(epsilon.up(1).text()).isEqualTo("3");
        assertThat(epsilon.fixed(3).text()).isEqualTo("2.500");
        assertThat(run.measure("/noise/delta").orElseThrow().digits(3).text()).isEqualTo("0.00001");
        Fact value = run.result("/federated/overall/accuracy/value").orElseThrow();
        assertThat(value.source().line()).isEqualTo(2);
        assertThat(value.source().lineHash()).isEqualTo(run.trail().last().hash());
        assertThat(run.key("/sites/north").text()).isEqualTo("north");
        assertThat(run.result("/federated/overall")).isEmpty();
        assertThat(run.result("/federated/overall/auroc/value")).isEmpty();
        assertThat(run.result("/federated/nothing")).isEmpty();
        assertThat(run.study("/legalBasis")).isEmpty();
    }

    @Test
    void files_that_belong_to_different_runs_are_refused() throws IOException {
        trail(RunKind.FEDERATION);
        assertThatThrownBy(() -> RunRecord.open(folder)).hasMessageContaining("different kinds of run");
        Files.writeString(folder.resolve("study.yaml"), "another study");
        trail(RunKind.SIMULATION);
        assertThatThrownBy(() -> RunRecord.open(folder)).hasMessageContaining("different studies");
    }

    @Test
    void a_trail_that_names_a_file_outside_the_folder_reads_none() throws IOException {
        Files.write(
                folder.resolve("audit.jsonl"),
                AuditTrail.toBytes(List.of(), new TreeMap<>(java.util.Map.of("../secret", Sha256.of("x")))));
        assertThatThrownBy(() -> RunRecord.open(folder)).hasMessageContaining("outside the folder");
    }
}

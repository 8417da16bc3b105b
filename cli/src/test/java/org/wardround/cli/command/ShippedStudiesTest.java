package org.wardround.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardround.cli.TestSession;
import org.wardround.cli.terminal.Screen;
import org.wardround.testkit.ReferenceData;

/** The studies that come with Wardround, on the public data that they are written for, with the mappings beside them. Needs the data. */
class ShippedStudiesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"heart-disease, study", "heart-disease, exact", "tcga-brca, study", "tcga-brca, exact"})
    void each_runs_as_its_readme_says(String data, String study) {
        Path file = Path.of("..", "studies", data, study + ".yaml");
        Path out = folder.resolve("out");
        TestSession session = new TestSession(Screen.PLAIN, folder);

        int end = session.run("simulate", file, "--data", ReferenceData.folder(data), "--out", out);

        assertThat(end).as(session.err()).isZero();
        assertThat(out.resolve("report.html")).isNotEmptyFile();
        assertThat(Files.isDirectory(out.resolve("model"))).isTrue();
    }
}

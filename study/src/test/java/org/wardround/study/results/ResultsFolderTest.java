package org.wardround.study.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFolderTest {
    private static final Results COMPLETE = CompleteResults.build();

    @TempDir
    private Path folder;

    @Test
    void a_folder_is_made_and_holds_its_files_and_nothing_else() throws IOException {
        Path inside = folder.resolve("run/1");
        ResultsFolder.write(inside, COMPLETE);
        try (Stream<Path> files = Files.list(inside)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("results.json", "metrics.csv", "coefficients.csv", "table1.csv");
        }
        assertThat(ResultsFolder.read(inside)).isEqualTo(COMPLETE);
    }

    @Test
    void writing_again_replaces_what_was_there() throws IOException {
        Files.writeString(folder.resolve("results.json"), "half");
        ResultsFolder.write(folder, COMPLETE);
        assertThat(ResultsFolder.read(folder)).isEqualTo(COMPLETE);
    }

    @Test
    void metrics_are_tidy_with_full_precision_and_empty_cells_for_undefined_values() throws IOException {
        ResultsFolder.write(folder, COMPLETE);
        String csv = Files.readString(folder.resolve("metrics.csv"));
        assertThat(csv)
                .startsWith("model,scope,site,subgroup,level,metric,value,low,high,n,method\r\n"
                        + "federated,overall,,,,accuracy,0.8,0.7000000000000001,0.9,25,Wilson\r\n"
                        + "federated,overall,,,,auroc,,,,25,not defined\r\n"
                        + "federated,site,north,,,accuracy,")
                .contains("\r\nfederated,subgroup,,age,below 50,accuracy,")
                .contains("\r\nfederated,class,,,1,sensitivity,0.75,0.5,0.875,13,Wilson\r\n")
                .contains("\r\nfederated,class,north,,2,ppv,,,,0,not defined\r\n")
                .contains("\r\nlocal.south,overall,,,,accuracy,")
                .contains("\r\nleaveOneSiteOut.north,site,north,,,auroc,")
                .endsWith("\r\n");
        // 6 models (federated, pooled, 2 local, 2 left out) x 4 scopes (overall, 1 site, 2 levels) x 2 metrics;
        // for each model, over all rows and at 1 site, 3 classes x 4 figures; and the header.
        assertThat(csv.lines()).hasSize(49 + 6 * 2 * 3 * 4);
    }

    @Test
    void cells_with_commas_are_quoted() throws IOException {
        ResultsFolder.write(folder, COMPLETE);
        assertThat(Files.readString(folder.resolve("coefficients.csv")))
                .isEqualTo("term,estimate,per_unit,unit\r\n"
                        + "(intercept),-0.1,,\r\n"
                        + "\"age, in years\",0.3333333333333333,1.0E-7,years\r\n");
    }

    @Test
    void coefficients_of_an_exact_regression_have_their_errors_beside_them() throws IOException {
        ResultsFolder.write(folder, CompleteResults.regressed());
        assertThat(Files.readString(folder.resolve("coefficients.csv")))
                .isEqualTo(
                        "term,estimate,per_unit,unit,standard_error,low,high,p,per_unit_low,per_unit_high,robust_standard_error,robust_low,robust_high,robust_p\r\n"
                                + "(intercept),-0.1,,,,,,,,,,,,\r\n"
                                + "\"age, in years\",0.3333333333333333,1.0E-7,years,0.1,0.14,0.53,0.001,4.0E-8,1.6E-7,0.11,0.1,0.5,0.01\r\n");
    }

    @Test
    void quotes_inside_cells_are_doubled() {
        assertThat(new CsvText("a").row("5\" or\nmore").toBytes()).asString().isEqualTo("a\r\n\"5\"\" or\nmore\"\r\n");
    }

    @Test
    void a_folder_without_results_is_named() {
        assertThatThrownBy(() -> ResultsFolder.read(folder))
                .isInstanceOf(UnreadableResultsException.class)
                .hasMessageContaining("no results.json in " + folder);
    }

    @Test
    void a_damaged_file_is_named_with_its_folder() throws IOException {
        Files.writeString(folder.resolve("results.json"), "{\"formatVersion\": 1");
        assertThatThrownBy(() -> ResultsFolder.read(folder))
                .isInstanceOf(UnreadableResultsException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("ends in the middle");
    }
}

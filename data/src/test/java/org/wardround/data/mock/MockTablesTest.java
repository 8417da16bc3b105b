package org.wardround.data.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.Criterion;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;
import org.wardround.data.Studies;
import org.wardround.data.Tables;
import org.wardround.data.table.MappedData;
import org.wardround.data.table.SiteData;
import org.wardround.study.file.MappingFile;
import org.wardround.study.mapping.Mapping;

class MockTablesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = VariableType.class,
            names = {"NUMBER", "BINARY", "CATEGORY", "TIME_TO_EVENT"})
    void mock_tables_read_back_without_problems(VariableType outcome) throws IOException {
        DataDictionary dictionary = dictionary(outcome, "");

        Mapping mapping = MockTables.write(dictionary, 4, 7, folder);
        MappedData.Sites sites = new Tables(folder).read(dictionary, mapping);

        assertThat(sites.sites()).hasSize(4);
        assertThat(sites.sites().values()).allSatisfy(site -> {
            assertThat(site.flow().patients()).isGreaterThanOrEqualTo(40);
            assertThat(site.flow().dropped().keySet()).allMatch(reason -> reason.endsWith("missing"));
        });
        assertThat(MappingFile.read(folder.resolve("mapping.yaml")).mapping()).isEqualTo(mapping);
    }

    @Test
    void a_study_with_a_published_split_gets_its_column() throws IOException {
        DataDictionary dictionary = dictionary(VariableType.BINARY, "fold");

        Mapping mapping = MockTables.write(dictionary, 1, 7, folder);

        assertThat(new Tables(folder)
                        .readOne(dictionary, mapping)
                        .flow()
                        .side(Side.TEST)
                        .rows())
                .isPositive();
    }

    @Test
    void the_same_seed_writes_the_same_bytes_and_another_one_others() throws IOException {
        DataDictionary dictionary = dictionary(VariableType.BINARY, "");
        MockTables.write(dictionary, 2, 7, folder);
        byte[] first = Files.readAllBytes(folder.resolve("site-2.csv"));

        MockTables.write(dictionary, 2, 7, folder);
        assertThat(Files.readAllBytes(folder.resolve("site-2.csv"))).isEqualTo(first);
        MockTables.write(dictionary, 2, 8, folder);
        assertThat(Files.readAllBytes(folder.resolve("site-2.csv"))).isNotEqualTo(first);
    }

    @Test
    void sites_differ_in_size_in_level_and_in_prevalence() throws IOException {
        DataDictionary dictionary = dictionary(VariableType.BINARY, "");
        MappedData.Sites sites = new Tables(folder).read(dictionary, MockTables.write(dictionary, 6, 7, folder));

        assertThat(sites.sites().values().stream().map(site -> site.table().rows()))
                .doesNotHaveDuplicates();
        assertThat(spread(sites.sites().values().stream()
                        .mapToDouble(site -> mean(site.table().variables()[0]))
                        .toArray()))
                .isGreaterThan(3); // years
        assertThat(spread(sites.sites().values().stream()
                        .mapToDouble(site -> mean(site.table().outcomes()))
                        .toArray()))
                .isGreaterThan(0.05);
    }

    @Test
    void the_outcome_follows_the_variables() throws IOException {
        DataDictionary dictionary =
                Studies.study().number("x", 0, 10).split(0, 0.2, "").dictionary();
        double strongest = 0;
        for (long seed = 0; seed < 5; seed++) {
            SiteData site = new Tables(folder).readOne(dictionary, MockTables.write(dictionary, 1, seed, folder));
            strongest = Math.max(strongest, Math.abs(difference(site.table())));
        }

        assertThat(strongest).isGreaterThan(1); // difference of the classes' means; the standard deviation is 10 / 6
    }

    private static double difference(Table table) {
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int row = 0; row < table.rows(); row++) {
            int outcome = (int) table.outcomes()[row];
            sums[outcome] += table.variables()[0][row];
            counts[outcome]++;
        }
        return sums[1] / counts[1] - sums[0] / counts[0];
    }

    private static double mean(double[] values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElseThrow();
    }

    private static double spread(double[] values) {
        return Arrays.stream(values).max().orElseThrow()
                - Arrays.stream(values).min().orElseThrow();
    }

    private static DataDictionary dictionary(VariableType outcome, String split) {
        Range range =
                outcome == VariableType.NUMBER || outcome == VariableType.TIME_TO_EVENT ? new Range(0, 3650) : null;
        List<String> levels = switch (outcome) {
            case BINARY -> List.of("0", "1");
            case CATEGORY -> List.of("low", "middle, or so", "high");
            case NUMBER, INTEGER, DATE, TIME_TO_EVENT -> List.of();
        };
        return Studies.study()
                .number("age", 18, 100)
                .number("tiny", 0.001, 0.0012)
                .add("children", VariableType.INTEGER, new Range(0.5, 9.5), List.of(), MissingPolicy.IMPUTE)
                .add("seen", VariableType.DATE, new Range(10000, 20000), List.of(), MissingPolicy.INDICATOR)
                .category("cp", "1", "2", "3", "4")
                .binary("sex")
                .cohort(new Criterion("age", new Range(40, 80), List.of()))
                .cohort(new Criterion("cp", null, List.of("1", "3")))
                .outcome(new Outcome("outcome", outcome, "", range, levels, ""))
                .split(0.15, 0.25, split)
                .dictionary();
    }
}

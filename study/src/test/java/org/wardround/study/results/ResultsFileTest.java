package org.wardround.study.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.Metric;
import org.wardround.study.document.ShippedSchema;

class ResultsFileTest {
    private static final Results COMPLETE = CompleteResults.build();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ShippedSchema.RESULTS.schema().text());

    @Test
    void what_was_written_is_read_back() {
        assertThat(ResultsFile.fromBytes(ResultsFile.toBytes(COMPLETE))).isEqualTo(COMPLETE);
    }

    @Test
    void same_results_have_the_same_bytes_also_after_reading() {
        byte[] bytes = ResultsFile.toBytes(COMPLETE);
        assertThat(ResultsFile.toBytes(CompleteResults.build())).isEqualTo(bytes);
        assertThat(ResultsFile.toBytes(ResultsFile.fromBytes(bytes))).isEqualTo(bytes);
    }

    @Test
    void what_was_written_fits_the_schema() {
        assertThat(SCHEMA.validate(json(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void an_exact_regression_fits_the_schema_and_comes_back() {
        Results regressed = CompleteResults.regressed();
        byte[] bytes = ResultsFile.toBytes(regressed);
        String text = new String(bytes, UTF_8);
        assertThat(SCHEMA.validate(text, InputFormat.JSON)).isEmpty();
        assertThat(ResultsFile.fromBytes(bytes)).isEqualTo(regressed);
        assertThat(text)
                .contains("\"release\" : \"siteFigure\"")
                .contains("\"predictionLow\" : null")
                .contains("\"standardError\" : 0.1,");
        assertThat(json()).doesNotContain("regression", "standardError");
    }

    @Test
    void the_schema_refuses_an_unknown_metric_and_a_share_above_one() {
        assertThat(SCHEMA.validate(json().replace("\"accuracy\"", "\"accurracy\""), InputFormat.JSON))
                .isNotEmpty();
        assertThat(SCHEMA.validate(json().replace("\"missing\" : 0.25", "\"missing\" : 1.25"), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void undefined_numbers_are_null_and_absent_parts_are_absent() {
        String json = json();
        assertThat(json)
                .doesNotContain("NaN")
                .contains("\"validationLoss\" : null")
                .contains("\"differentialPrivacy\" : null")
                .contains("\"adjustedP\" : 0.4")
                .contains("\"adjustedP\" : null");
        Results simple = new Results(
                COMPLETE.header(),
                COMPLETE.sites(),
                COMPLETE.training(),
                COMPLETE.model(),
                Evaluations.of(COMPLETE.evaluations().federated()),
                Comparisons.NONE,
                new TreeMap<>(),
                COMPLETE.limits());
        assertThat(new String(ResultsFile.toBytes(simple), UTF_8))
                .doesNotContain("\"table1\"", "\"pooled\"", "\"local\"", "\"comparisons\"", "\"verdict\"");
        assertThat(ResultsFile.fromBytes(ResultsFile.toBytes(simple))).isEqualTo(simple);
    }

    @Test
    void classes_of_earlier_files_have_figures_without_intervals() {
        String earlier = json().replaceAll("(?s),\\s*\"metrics\" : \\{.*?\\}\\s*\\}", "");
        assertThat(SCHEMA.validate(earlier, InputFormat.JSON)).isEmpty();
        Tables.ClassResult one = read(earlier)
                .evaluations()
                .federated()
                .overallTables()
                .classes()
                .get(1);
        assertThat(one.label()).isEqualTo("1");
        assertThat(one.value(Metric.SENSITIVITY)).isEqualTo(0.75);
        assertThat(one.figures().find(Metric.SENSITIVITY).orElseThrow().low()).isNaN();
        assertThat(one.value(Metric.SPECIFICITY)).isNaN();
    }

    @Test
    void numbers_keep_their_full_precision() {
        assertThat(json()).contains("\"sd\" : 3.6666666666666665").contains("\"perUnit\" : 1.0E-7");
    }

    @Test
    void a_truncated_file_is_named_as_such_wherever_it_ends() {
        byte[] bytes = ResultsFile.toBytes(COMPLETE);
        for (int length = 1; length < bytes.length - 2; length += 7) {
            int end = length;
            assertThatThrownBy(() -> ResultsFile.fromBytes(Arrays.copyOf(bytes, end)))
                    .isInstanceOf(UnreadableResultsException.class)
                    .hasMessageContaining("ends in the middle");
        }
    }

    @Test
    void an_empty_file_and_another_file_are_not_results() {
        assertThatThrownBy(() -> read("")).isInstanceOf(UnreadableResultsException.class);
        assertThatThrownBy(() -> read("name,age\r\n")).hasMessageContaining("not JSON (line 1)");
        assertThatThrownBy(() -> read("{}")).hasMessageContaining("/formatVersion");
    }

    @Test
    void another_version_is_refused_with_both_numbers() {
        assertThatThrownBy(() -> read(json().replace("\"formatVersion\" : 1", "\"formatVersion\" : 2")))
                .isInstanceOf(UnreadableResultsException.class)
                .hasMessageContaining("format version 2")
                .hasMessageContaining("reads version 1");
    }

    @Test
    void a_value_of_another_type_is_refused_with_its_place() {
        assertThatThrownBy(() -> read(json().replace("\"read\" : 120", "\"read\" : \"many\"")))
                .hasMessageContaining("/sites/north/flow/read")
                .hasMessageContaining("a count or \"suppressed\"");
        assertThatThrownBy(() -> read(json().replace("\"auroc\" : {", "\"aurocs\" : {")))
                .hasMessageContaining("/model/recalibration/after/aurocs");
    }

    private static String json() {
        return new String(ResultsFile.toBytes(COMPLETE), UTF_8);
    }

    private static Results read(String json) {
        return ResultsFile.fromBytes(json.getBytes(UTF_8));
    }
}

package org.wardround.study.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.study.results.Table1.CodesCell;
import org.wardround.study.results.Table1.CodesRow;
import org.wardround.study.results.Table1.Column;
import org.wardround.study.results.Table1.Kind;

/** Counts that are ranges or carry noise, in every form in which Table 1 is written. */
class GivenCountsTest {
    private static Table1 table(Count patients, Count... counts) {
        CodesRow stage = new CodesRow(
                "stage",
                "Stage",
                List.of("I", "II"),
                Double.NaN,
                Table1.ChiSquared.NONE,
                List.of(new CodesCell(counts[2], List.of(counts[0], counts[1]))));
        return new Table1(
                "",
                11,
                List.of(new Column(Kind.OVERALL, "overall", patients)),
                List.of(stage),
                Table1.LogRank.NONE,
                List.of("a to b: a range"));
    }

    private static final Table1 RANGES =
            table(Count.of(200), Count.between(81, 90), Count.between(110, 119), Count.of(0));
    private static final Table1 NOISED =
            table(Count.noised(205, 29), Count.noised(83, 29), Count.SUPPRESSED, Count.noised(0, 29));

    @Test
    void each_way_of_telling_a_count_has_its_own_values_and_words() {
        assertThat(Count.between(81, 90)).hasToString("81 to 90").isNotEqualTo(Count.of(81));
        assertThat(Count.between(7, 7)).isEqualTo(Count.of(7));
        assertThat(Count.noised(83, 29)).hasToString("83 ± 29").isNotEqualTo(Count.between(29, 83));
        assertThat(Count.SUPPRESSED).hasToString("suppressed").isNotEqualTo(Count.of(0));
        assertThat(Count.between(0, 10).isSuppressed()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> Count.between(0, 10).value());
        assertThatIllegalStateException().isThrownBy(() -> Count.noised(5, 10).high());
        assertThatIllegalArgumentException().isThrownBy(() -> Count.between(5, 4)).withMessageContaining("5 to 4");
        assertThatIllegalArgumentException().isThrownBy(() -> Count.noised(-1, 4)).withMessageContaining("-1");
    }

    @Test
    void lines_show_the_range_and_its_shares() {
        assertThat(Table1Lines.of(RANGES).stream().map(line -> line.cells()))
                .containsExactly(
                        List.of("200"), List.of(), List.of("81 to 90 (40.5 to 45.0)"), List.of("110 to 119 (55.0 to 59.5)"));
        assertThat(Table1Lines.of(NOISED).stream().map(line -> line.cells()))
                .containsExactly(
                        List.of("205 ± 29"), List.of(), List.of("83 ± 29"), List.of("suppressed"), List.of("0 ± 29"));
        assertThat(Table1Lines.notes(RANGES)).contains("a to b: a range");
    }

    @Test
    void csv_names_the_ends_of_a_range_and_the_width_of_noise() {
        assertThat(Table1Files.csv(RANGES))
                .contains(
                        "stage,I,overall,overall,n at least,81,false,\r\nstage,I,overall,overall,n at most,90,false,\r\n",
                        "stage,I,overall,overall,percent,,false,\r\n",
                        "stage,,overall,overall,missing,0,false,\r\n");
        assertThat(Table1Files.csv(NOISED))
                .contains(
                        ",,overall,overall,patients with noise,205,false,\r\n",
                        "stage,I,overall,overall,n with noise,83,false,\r\nstage,I,overall,overall,n half width of 95 %,29,false,\r\n",
                        "stage,II,overall,overall,n,,true,\r\n");
    }

    @Test
    void json_keeps_them() {
        for (Table1 table : List.of(RANGES, NOISED)) {
            JsonReading in = new JsonReading(Table1Json.write(table), "/table1");
            assertThat(Table1Json.read(in)).isEqualTo(table);
        }
        assertThat(Table1Files.json(RANGES)).contains("\"atLeast\" : 81", "\"atMost\" : 90", "\"remarks\"");
    }

    @Test
    void what_is_no_count_is_refused_when_read() {
        ObjectNode range = JsonNodeFactory.instance.objectNode().put("atLeast", 9).put("atMost", 4);
        ObjectNode half = JsonNodeFactory.instance.objectNode().put("withNoise", 9);
        for (ObjectNode wrong : List.of(range, half)) {
            JsonReading in = new JsonReading(JsonNodeFactory.instance.objectNode().set("n", wrong), "");
            assertThatExceptionOfType(UnreadableResultsException.class)
                    .isThrownBy(() -> in.given("n"))
                    .withMessageContaining("a range of counts");
            // Counts outside Table 1 are never ranges.
            assertThatExceptionOfType(UnreadableResultsException.class).isThrownBy(() -> in.count("n"));
        }
    }
}

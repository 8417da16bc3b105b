package org.wardround.study.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.study.problem.ProblemsException;
import org.wardround.study.results.Count;
import org.wardround.study.results.SiteVerdict;

public class SiteFiguresFileTest {
    private static final Path SOURCE = Path.of("figures.json");

    /** A hospital with all that figures can have. */
    public static SiteFigures sample() {
        SortedMap<SiteFigures.Model, SortedMap<Metric, Figure>> models = new TreeMap<>();
        models.put(
                SiteFigures.Model.FEDERATED,
                new TreeMap<>(Map.of(
                        Metric.AUROC,
                        Figure.Told.of(0.81234, 0.7, 0.9),
                        Metric.ACCURACY,
                        Figure.SUPPRESSED,
                        Metric.PPV,
                        Figure.UNDEFINED)));
        models.put(SiteFigures.Model.LOCAL, new TreeMap<>(Map.of(Metric.AUROC, Figure.Told.of(0.75, 0.6, 0.8))));
        return of(Count.of(61), models);
    }

    private static SiteFigures of(Count rows, SortedMap<SiteFigures.Model, SortedMap<Metric, Figure>> models) {
        return new SiteFigures(
                "heart-1",
                Sha256.of("study"),
                new SiteId("north"),
                12,
                rows,
                models,
                new FigureVerdict(
                        Metric.AUROC,
                        SiteVerdict.Verdict.CANNOT_TELL,
                        new FigureVerdict.Numbers(Figure.Told.of(0.06, -0.01, 0.13), new BigDecimal("0.08"))));
    }

    private static SiteFigures read(String text) {
        return SiteFiguresFile.read(SOURCE, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text() {
        return new String(SiteFiguresFile.toBytes(sample()), StandardCharsets.UTF_8);
    }

    @Test
    void what_is_written_is_read_again_to_the_last_byte() {
        assertThat(read(text())).isEqualTo(sample());
        assertThat(SiteFiguresFile.toBytes(read(text()))).isEqualTo(SiteFiguresFile.toBytes(sample()));
        assertThat(text()).contains("\"value\" : 0.8123,", "\"low\" : -0.01,");
    }

    @ParameterizedTest
    @CsvSource({
        "0.81234, 0.8123",
        "12345.6, 12350",
        "-0.000012345, -0.00001235",
        "0.0000000000001, 0",
        "-0.0, 0",
        "1.5000, 1.5"
    })
    void numbers_have_four_digits_and_one_form(String given, String kept) {
        assertThat(Figure.rounded(new BigDecimal(given)).toPlainString()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void a_number_of_few_rows_can_not_be_said(int rows) {
        assertThatThrownBy(() -> read(text().replace("\"testRows\" : 61", "\"testRows\" : " + rows)))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("a number of 1 to 10 rows is suppressed");
    }

    @Test
    void where_the_rows_are_suppressed_nothing_of_them_can_be_said() {
        assertThatThrownBy(() -> read(text().replace("\"testRows\" : 61", "\"testRows\" : \"suppressed\"")))
                .hasMessageContaining("so is every figure of them");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"site\" : \"north\"|\"site\" : \"north\", \"patient\" : \"4711\"",
                "\"auroc\"|\"patients\"",
                "\"wardround-site-figures\"|\"results\"",
                "0.8123|0.81230",
                "0.8123|0.81234",
                "0.8123|1e999",
                "0.8123|\"NaN\"",
                "\"low\" : 0.7|\"low\" : 0.85",
                "\"rounds\" : 12|\"rounds\" : 0",
                "\"rounds\" : 12|\"rounds\" : 12.0",
                "\"state\" : \"suppressed\"|\"state\" : \"suppressed\", \"value\" : 0.5",
                "\"heart-1\"|\"../heart\"",
                "\"adjustedP\" : 0.08|\"adjustedP\" : 2",
                "\n}|\n}\n"
            })
    void any_other_byte_is_refused(String change) {
        String[] parts = change.split("\\|", -1);
        assertThat(text()).contains(parts[0]);
        assertThatThrownBy(() -> read(text().replace(parts[0], parts[1]))).isInstanceOf(ProblemsException.class);
    }

    @Test
    void a_model_may_not_stand_there_twice_nor_a_file_be_of_any_length() {
        assertThatThrownBy(() -> read(text().replace("\"local\"", "\"federated\"")))
                .isInstanceOf(ProblemsException.class);
        assertThatThrownBy(() -> SiteFiguresFile.read(SOURCE, new byte[SiteFiguresFile.MOST_BYTES + 1]))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("at most 65536 bytes");
    }
}

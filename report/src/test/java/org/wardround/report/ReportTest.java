package org.wardround.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.study.document.ShippedSchema;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.Results;
import org.wardround.study.results.ResultsFile;

class ReportTest {
    private static final Results HEART = InventedResults.of(Invention.HEART);
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ShippedSchema.RESULTS.schema().text());

    @TempDir
    private Path folder;

    private static final List<Made> ALL = Stream.of(
                    HEART,
                    InventedResults.of(Invention.SURVIVAL),
                    InventedRegression.of(InventedResults.of(Invention.SURVIVAL)),
                    InventedResults.of(Invention.REGRESSION),
                    InventedResults.of(Invention.MULTICLASS),
                    InventedResults.of(Invention.MULTINOMIAL),
                    InventedResults.of(Invention.MANY),
                    ExternalValidation.build(),
                    MinimalResults.build())
            .map(Made::of)
            .toList();

    /** A report and what it was made from. */
    private record Made(Results results, String html, ParsedPage page, String text) {
        static Made of(Results results) {
            String html = Report.html(results);
            ParsedPage page = ParsedPage.of(html);
            return new Made(results, html, page, page.text());
        }

        @Override
        public String toString() {
            return results.header().study().name() + ", "
                    + results.header().study().outcome().type();
        }
    }

    static List<Made> all() {
        return ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_report_is_well_formed_and_stands_alone(Made made) {
        ParsedPage page = made.page();
        assertThat(page.names())
                .contains("main", "h1", "h2", "style")
                .doesNotContain("script", "link", "img", "iframe", "object");
        assertThat(page.attributes("href")).allMatch(target -> target.startsWith("#"));
        assertThat(page.ids())
                .containsAll(page.attributes("href").stream()
                        .map(target -> target.substring(1))
                        .toList());
        assertThat(page.attributeNames())
                .noneMatch(name -> name.startsWith("on") || name.equals("src") || name.equals("style"));
        assertThat(made.html()).doesNotContain("http://", "https://", "@import", "url(", "NaN", "Infinity", "null");
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_results_behind_the_reports_fit_the_schema(Made made) {
        String json = new String(ResultsFile.toBytes(made.results()), UTF_8);
        assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void drawings_say_what_they_show(Made made) {
        ParsedPage page = made.page();
        assertThat(page.drawings()).isNotEmpty().allSatisfy(drawing -> {
            assertThat(drawing.getAttribute("role")).isEqualTo("img");
            assertThat(drawing.getAttribute("aria-label")).isNotBlank();
        });
    }

    @Test
    void the_same_results_give_the_same_bytes_also_after_reading_them_from_a_file() {
        assertThat(Report.html(ResultsFile.fromBytes(ResultsFile.toBytes(HEART))))
                .isEqualTo(Report.html(InventedResults.of(Invention.HEART)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_metric_of_the_federated_model_stands_in_the_page_with_its_interval(Made made) {
        Results results = made.results();
        String text = made.text();
        results.evaluations()
                .federated()
                .overall()
                .values()
                .forEach((metric, value) -> assertShown(text, metric, value));
        results.evaluations()
                .federated()
                .sites()
                .values()
                .forEach(site -> site.values().forEach((metric, value) -> assertShown(text, metric, value)));
    }

    private static void assertShown(String text, Metric metric, MetricValue value) {
        if (!value.isDefined()) {
            assertThat(text).contains(value.note());
        } else if (metric != Metric.RMSE) {
            assertThat(text)
                    .contains(threeDecimals(value.value()))
                    .contains(threeDecimals(value.low()) + " to " + threeDecimals(value.high()));
        }
    }

    private static String threeDecimals(double value) {
        return BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.HALF_EVEN)
                .toPlainString()
                .replace('-', '−');
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_site_warning_hash_and_drop_stands_in_the_page(Made made) {
        Results results = made.results();
        String text = made.text();
        assertThat(text)
                .contains(results.sites().keySet().stream().map(SiteId::name).toList())
                .contains(
                        results.header().study().sha256(),
                        results.model().identity().sha256())
                .contains(results.limits().privacy().statement());
        results.training().warnings().forEach(warning -> assertThat(text).contains(warning.message()));
        results.limits().missingSections().forEach(missing -> assertThat(text).contains(missing.because()));
        results.verdicts().values().forEach(verdict -> assertThat(text).contains(verdict.sentence()));
        results.sites().values().forEach(site -> {
            assertThat(text)
                    .contains(site.snapshotSha256(), site.participation().reasonLeftOut());
            if (site.participation().included()) {
                site.flow().dropped().forEach(drop -> assertThat(text).contains(drop.rows() + " " + drop.reason()));
            }
        });
    }

    @Test
    void a_hospital_that_was_not_tested_has_no_p_and_the_correction_is_explained() {
        assertThat(ParsedPage.of(Report.html(HEART)).text())
                .contains("test rows, not tested")
                .contains("test rows, adjusted p 0.030")
                .contains("Its p is doubled")
                .doesNotContain("adjusted p 1.000", "adjusted p –");
    }

    @Test
    void coefficients_of_a_class_stand_under_its_name() {
        assertThat(Report.html(InventedResults.of(Invention.MULTINOMIAL)).replaceAll("\\s*\n\\s*", ""))
                .containsSubsequence(
                        "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"6\"><span>melanoma</span>",
                        "<th scope=\"row\">Measured area</th>",
                        "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"6\"><span>naevus</span>",
                        "<th scope=\"row\">Measured area</th>")
                .doesNotContain("<th scope=\"row\">Measured area (melanoma)");
    }

    @Test
    void figures_of_each_class_stand_with_their_intervals() {
        assertThat(ParsedPage.of(Report.html(InventedResults.of(Invention.MULTICLASS)))
                        .text())
                .contains("0.700 (0.650 to 0.750)");
    }

    @Test
    void hostile_names_stay_text() {
        String html = Report.html(MinimalResults.build());
        assertThat(html).doesNotContain("<script>").contains("&lt;script&gt;alert(&#39;x&#39;)");
        assertThat(ParsedPage.of(html).text()).contains(MinimalResults.HOSTILE);
    }

    @Test
    void sections_without_content_are_left_out_and_undefined_values_say_why() {
        ParsedPage page = ParsedPage.of(Report.html(MinimalResults.build()));
        assertThat(page.ids()).doesNotContain("verdict", "cross-site", "calibration", "coefficients", "convergence");
        assertThat(page.text())
                .contains("not defined: only one class")
                .contains("This run ended early")
                .contains("does not say whether federating helped");
    }

    @Test
    void in_external_validation_nothing_is_called_federated() {
        Results validation = ExternalValidation.build();
        String text = ParsedPage.of(Report.html(validation)).text();
        assertThat(text)
                .contains("An existing model was evaluated at 4 hospitals; nothing was trained.")
                .contains("the linear predictor becomes 0.100 + 0.900 × predictor")
                .contains("0.900 (0.750 to 1.050)", "−0.400 (−0.900 to 0.100)", "0.137 (0.117 to 0.157)")
                .contains("switzerland: not defined, only one class")
                .contains("Recalibration was fitted to the test rows themselves")
                .contains("The threshold came with the model")
                .doesNotContain("Federated", "the federated model")
                .doesNotContain("training did not see", "validation rows only", "training weight", "(0)train");
    }

    @Test
    void pages_are_printed_on_the_paper_of_hospitals() {
        assertThat(Report.html(HEART)).contains("@page { size: A4; ");
    }

    /** Narrow enough for a phone, or with a hint: else a phone would show names without a value. */
    @Test
    void a_table_of_metrics_fits_a_phone_or_says_that_it_scrolls() {
        for (Invention invention : List.of(Invention.HEART, Invention.SURVIVAL)) {
            boolean few = invention.metrics().size() <= 2;
            String html = Report.html(InventedResults.of(invention));
            String section = html.substring(html.indexOf("<section id=\"metrics\""));
            String table = section.substring(0, section.indexOf("<thead>"));
            assertThat(table.contains("class=\"data metrics few\"")).isEqualTo(few);
            assertThat(table.contains("scroll-hint")).isEqualTo(!few);
        }
        assertThat(Report.html(HEART))
                .contains(".metrics.few { min-width: 0; }", ".metrics:not(.few) { min-width: 38rem; }");
    }

    @Test
    void a_threshold_of_0_says_why_everybody_is_positive() {
        ModelResult model = HEART.model();
        ModelResult everybody = new ModelResult(
                model.identity(),
                model.standardise(),
                model.moments(),
                model.coefficients(),
                new ModelResult.Threshold("sensitivity 0.9999", 0),
                model.recalibration());
        Results results = new Results(
                HEART.header(),
                HEART.sites(),
                HEART.training(),
                everybody,
                HEART.evaluations(),
                HEART.comparisons(),
                HEART.verdicts(),
                HEART.limits());

        assertThat(ParsedPage.of(Report.html(results)).text())
                .contains(
                        "Every patient counts as positive: the rule (sensitivity 0.9999) would have needed the score of one of a few validation patients, which is not told.")
                .doesNotContain("from a predicted probability of 0.000 on");
    }

    @Test
    void labels_and_units_stand_where_readers_look_and_sites_are_drawn_apart() {
        String text = ParsedPage.of(Report.html(HEART)).text();
        assertThat(text)
                .contains("Measured age, years", "Measured CP4: 2")
                .contains("log-odds per SD", "Difference from the mean of all rows, in their SDs")
                .doesNotContain("cp4 = 2");
        assertThat(ParsedPage.of(Report.html(InventedResults.of(Invention.REGRESSION)))
                        .text())
                .contains("RMSE, days (lower is better)", "days per SD");
    }

    @Test
    void what_comes_from_few_patients_is_said() {
        assertThat(ParsedPage.of(Report.html(HEART)).text())
                .contains("Groups of 1–10 patients show in this report")
                .contains("confusion matrices (")
                .contains("for the person who holds all rows");
    }

    @Test
    void a_file_is_replaced_whole_and_leaves_nothing_beside_it() throws IOException {
        Path file = folder.resolve(Report.NAME);
        Files.writeString(file, "old");
        Report.write(HEART, file);
        assertThat(file).hasContent(Report.html(HEART));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_folder_that_is_not_there_is_named() {
        assertThatThrownBy(() -> Report.write(HEART, folder.resolve("none/report.html")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none/report.html");
    }

    @Test
    void an_exact_regression_shows_ratios_tests_curves_and_each_hospitals_estimates() {
        String text = ParsedPage.of(Report.html(InventedRegression.of(InventedResults.of(Invention.SURVIVAL))))
                .text();
        assertThat(text)
                .contains("Cox regression, stratified by hospital, Efron’s method for ties, without penalty")
                .contains("2.01 (1.35 to 3.00)") // exp 0.7, 0.3, 1.1
                .contains("0.050 (<0.001 to 7.39)")
                .contains("log partial likelihood −400.25")
                .contains("Baseline survival")
                .contains("against its mean, all else equal")
                .contains("Fixed effect")
                .contains("I² 25 %")
                .contains("Site west has no fit of its own")
                .contains("Parts of a curve can’t be read alone")
                .doesNotContain("1.020 (");
    }
}

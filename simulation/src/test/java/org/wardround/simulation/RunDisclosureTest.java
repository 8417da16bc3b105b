package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.inference.program.BySite;
import org.wardround.publish.Disclosure;
import org.wardround.simulation.table.PrintedCounts;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.study.results.Confusion;
import org.wardround.study.results.Count;
import org.wardround.study.results.Difference;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.Regression;
import org.wardround.study.results.Results;
import org.wardround.study.results.SiteVerdict;
import org.wardround.study.results.Table1;
import org.wardround.study.results.Tables;
import org.wardround.study.results.VariableSummary;
import org.wardround.study.results.Warning;
import org.wardround.testkit.ReferenceData;

/** Everything that a run prints about its patients, put together by somebody who wants to know the small counts. */
class RunDisclosureTest {
    private static final String METRICS =
            "metrics: [accuracy, sensitivity, specificity, ppv, npv, auroc, brier, netBenefit]";

    @TempDir
    private Path folder;

    private Results run(Hospitals hospitals, int number) throws IOException {
        String study = Hospitals.study("fedavg", "subgroups: [stage]\n  comparators: [local, pooled, leaveOneSiteOut]")
                .replace("metrics: [accuracy, auroc, brier]", METRICS)
                .replace("minimumPatients: 1", "minimumPatients: 20");
        SimulationRequest request =
                hospitals.request(folder.resolve("run" + number), study, new SimulationOptions(number, 1, 0));
        return Simulation.run(request, Progress.SILENT, () -> Instant.EPOCH).results();
    }

    private static PrintedCounts printed(Results results) {
        PrintedCounts printed = new PrintedCounts();
        Table1 table = results.table1();
        printed.add(table);
        Table1.Row outcome = table.rows().get(table.rows().size() - 1);
        results.sites().forEach((site, result) -> {
            boolean described = result.participation().included();
            String patients = "patients of SITE " + site;
            String events = described ? "%s 1 of SITE %s".formatted(outcome.variable(), site) : "";
            printed.add(site.name(), result.flow(), patients, events);
        });
        results.sites().forEach((site, result) -> {
            printed.attack().sum("test rows at " + site, List.of(negatives(site), positives(site)));
        });
        results.training().warnings().stream()
                .filter(warning -> warning.code().equals("one-class"))
                .forEach(warning -> addOneClass(printed, warning));
        add(printed, "model", results.evaluations().federated(), true);
        add(printed, "pooled", results.evaluations().pooled(), false);
        results.evaluations().local().forEach((site, one) -> add(printed, "local " + site, one, false));
        results.evaluations().leaveOneSiteOut().forEach((site, one) -> add(printed, "without " + site, one, false));
        return printed;
    }

    /** A warning that all rows of a side are of one class says that nobody is of the other. */
    private static void addOneClass(PrintedCounts printed, Warning warning) {
        String side = warning.message().contains("training") ? "train" : "test";
        String events = "%s events at %s".formatted(side, warning.site());
        printed.attack().know(warning.message().contains("'1'") ? "no " + events : events, 0);
    }

    private static String positives(SiteId site) {
        return "test events at " + site;
    }

    private static String negatives(SiteId site) {
        return "no test events at " + site;
    }

    /** Confusion matrices, supports, rows behind metrics, subgroups. */
    private static void add(PrintedCounts printed, String model, Evaluation evaluation, boolean subgroups) {
        List<String> rows = new ArrayList<>();
        List<String> positives = new ArrayList<>();
        List<String> negatives = new ArrayList<>();
        evaluation.sites().forEach((site, metrics) -> {
            rows.add("test rows at " + site);
            positives.add(positives(site));
            negatives.add(negatives(site));
            metrics.values().forEach((metric, value) -> addRows(printed, metric, value, "test rows at " + site));
            Tables tables = evaluation.siteTables().getOrDefault(site, Tables.NONE);
            addMatrix(printed, model + " at " + site, tables.confusion(), negatives(site), positives(site));
        });
        String all = rows.toString();
        printed.attack().sum(all, rows);
        printed.attack().sum("positives of " + all, positives);
        printed.attack().sum("negatives of " + all, negatives);
        evaluation.overall().values().forEach((metric, value) -> addRows(printed, metric, value, all));
        addMatrix(printed, model, evaluation.overallTables().confusion(), "negatives of " + all, "positives of " + all);
        evaluation
                .overallTables()
                .classes()
                .forEach(one -> printed.note(
                        (one.label().equals("1") ? "positives of " : "negatives of ") + all, one.support()));
        if (subgroups) {
            evaluation.subgroups().forEach((variable, levels) -> {
                List<String> parts = new ArrayList<>(List.of("rest of " + variable));
                levels.forEach((level, metrics) -> metrics.find(Metric.ACCURACY)
                        .ifPresent(value -> parts.add(printed.note(variable + " " + level, value.n()))));
                printed.attack().sum(all, parts);
            });
        }
    }

    private static void addRows(PrintedCounts printed, Metric metric, MetricValue value, String rows) {
        if ((metric == Metric.ACCURACY || metric == Metric.BRIER) && !value.n().isSuppressed()) {
            printed.note(rows, value.n());
        }
    }

    private static void addMatrix(
            PrintedCounts printed, String model, Confusion confusion, String negatives, String positives) {
        for (int truth = 0; truth < confusion.labels().size(); truth++) {
            List<String> row = new ArrayList<>();
            for (int said = 0; said < confusion.labels().size(); said++) {
                Count count = confusion.counts().get(truth).get(said);
                row.add(printed.note("%s: %d as %d".formatted(model, truth, said), count));
            }
            printed.attack().sum(truth == 0 ? negatives : positives, row);
        }
    }

    @Test
    void nobody_can_work_a_suppressed_count_out_of_all_that_a_run_prints() throws IOException {
        int number = 0;
        for (int[] sizes : new int[][] {{40, 120, 150}, {60, 25, 35}, {90, 30, 150}, {21, 22, 23}, {90, 120, 10}}) {
            Hospitals hospitals = Hospitals.three()
                    .withRows("east", sizes[0])
                    .withRows("north", sizes[1])
                    .withRows("west", sizes[2]);
            PrintedCounts printed = printed(run(hospitals, number++));
            assertThat(printed.suppressed()).isNotEmpty();
            assertThat(printed.attack().solved())
                    .doesNotContainKeys(printed.suppressed().toArray(String[]::new));
        }
    }

    @Test
    void nobody_can_work_a_suppressed_count_out_of_the_shipped_studies_of_real_hospitals() throws IOException {
        Path data = ReferenceData.folder("heart-disease");
        for (String name : List.of("study.yaml", "exact.yaml")) {
            Path study = Path.of("..", "studies", "heart-disease", name);
            SimulationRequest request = new SimulationRequest(
                    StudyFile.read(study),
                    MappingFile.read(study.resolveSibling("mapping.yaml")).mapping(),
                    data,
                    new SimulationOptions(1, 1, 0));
            Results results = Simulation.run(request, Progress.SILENT, () -> Instant.EPOCH)
                    .results();
            PrintedCounts printed = printed(results);
            List<String> all = new ArrayList<>();
            results.sites().forEach((site, one) -> all.add("train events at " + site));
            if (!results.model().regression().equals(Regression.NONE)) {
                printed.attack()
                        .sum(
                                printed.note(
                                        "train events",
                                        results.model().regression().fit().events()),
                                all);
            }
            assertThat(results.training().warnings()).extracting(Warning::code).contains("one-class");
            assertThat(printed.suppressed()).isNotEmpty();
            assertThat(printed.attack().solved())
                    .doesNotContainKeys(printed.suppressed().toArray(String[]::new));
        }
    }

    @Test
    void few_events_of_a_fit_are_suppressed_with_all_that_tells_them() throws IOException {
        String study = Hospitals.study("newton, penalty: firth", "comparators: []")
                .replaceFirst(" *local: .*\\n", "")
                .replace("rounds: 12", "rounds: 30")
                .replace("minimumPatients: 1", "minimumPatients: 20");
        SimulationRequest request =
                Hospitals.three().withEvents(6).request(folder, study, new SimulationOptions(1, 1, 0));
        Regression regression = Simulation.run(request, Progress.SILENT, () -> Instant.EPOCH)
                .results()
                .model()
                .regression();
        assertThat(regression.fit().events()).isEqualTo(Count.SUPPRESSED);
        assertThat(List.of(
                        regression.fit().nullLogLikelihood(),
                        regression.fit().nullDeviance(),
                        regression.fit().bic()))
                .allMatch(figure -> figure.isNaN());
        assertThat(regression.tests().likelihoodRatio()).isEmpty();
        assertThat(regression.tests().wald()).isEmpty();
        assertThat(regression.notes()).anyMatch(note -> note.contains("are not shown"));
    }

    @Test
    void no_count_of_few_is_printed() throws IOException {
        Results results = run(Hospitals.three().withRows("east", 40), 1);
        List<Count> counts = new ArrayList<>();
        results.sites().values().forEach(site -> {
            counts.add(site.flow().split().rows().validation());
            counts.add(site.flow().split().events().test());
            counts.add(site.flow().split().events().validation());
        });
        Tables tables = results.evaluations().federated().overallTables();
        tables.confusion().counts().forEach(counts::addAll);
        tables.scoreHistogram().positives().forEach(count -> counts.add(Count.of(count)));
        tables.scoreHistogram().negatives().forEach(count -> counts.add(Count.of(count)));
        assertThat(counts).allMatch(count -> count.isSuppressed() || !Disclosure.RULE.hides(count.value()));
    }

    @Test
    void no_metric_of_a_site_gives_a_suppressed_count_back() throws IOException {
        int few = 0;
        for (int rows = 24; rows <= 72; rows += 4) {
            Results results = run(Hospitals.three().withRows("east", rows), 1);
            for (SiteId site : results.sites().keySet()) {
                Count tested =
                        BySite.get(results.sites(), site).flow().split().rows().test();
                Count events = BySite.get(results.sites(), site)
                        .flow()
                        .split()
                        .events()
                        .test();
                Metrics metrics = results.evaluations().federated().at(site);
                if (tested.isSuppressed()) {
                    assertThat(metrics.values().values()).noneMatch(MetricValue::isDefined);
                }
                if (events.isSuppressed()) {
                    few++;
                    metrics.find(Metric.SENSITIVITY)
                            .ifPresent(value -> assertThat(value.isDefined()).isFalse());
                }
            }
        }
        assertThat(few).isPositive();
    }

    @Test
    void site_that_is_left_out_for_its_size_tells_no_size_and_no_patients() throws IOException {
        Results results = run(Hospitals.three().withRows("west", 9), 1);
        assertThat(BySite.get(results.sites(), new SiteId("west")).flow().patients())
                .isEqualTo(Count.SUPPRESSED);
        assertThat(BySite.get(results.sites(), new SiteId("west")).variables()).isEmpty();
    }

    /** The interval of two models that agree on all rows is a function of how many rows there are. */
    @Test
    void differences_that_rest_on_few_rows_are_suppressed_and_no_sentence_tells_their_number() throws IOException {
        int few = 0;
        for (String share : List.of("0.01", "0.02", "0.03", "0.04")) {
            String study = Hospitals.study("fedavg", "primary: accuracy\n  comparators: [local, pooled]")
                    .replace("minimumPatients: 1", "minimumPatients: 20")
                    .replace("test: 0.3", "test: " + share);
            SimulationRequest request =
                    Hospitals.three().request(folder.resolve(share), study, new SimulationOptions(1, 1, 0));
            Results results = Simulation.run(request, Progress.SILENT, () -> Instant.EPOCH)
                    .results();
            for (SiteId site : results.sites().keySet()) {
                MetricValue accuracy = results.evaluations()
                        .federated()
                        .at(site)
                        .find(Metric.ACCURACY)
                        .orElseThrow();
                if (accuracy.isDefined() || !accuracy.n().isSuppressed()) {
                    continue;
                }
                few++;
                SiteVerdict verdict = BySite.get(results.verdicts(), site);
                assertThat(verdict.sentence())
                        .isEqualTo("Cannot tell: the difference rests on few test patients and is suppressed.");
                assertThat(verdict.difference()).isEqualTo(Difference.NONE);
                assertThat(List.of(
                                BySite.get(results.comparisons().federatedMinusLocal(), site),
                                BySite.get(
                                        results.comparisons()
                                                .federatedMinusPooled()
                                                .sites(),
                                        site)))
                        .allSatisfy(differences ->
                                assertThat(differences.values().values()).containsOnly(Difference.NONE));
            }
        }
        assertThat(few).isPositive();
    }

    @Test
    void weight_is_suppressed_with_the_rows_that_it_would_tell() throws IOException {
        Results results = run(Hospitals.three().withRows("west", 21), 1);
        results.sites()
                .values()
                .forEach(site -> assertThat(Double.isNaN(site.weight()))
                        .isEqualTo(site.flow().split().rows().train().isSuppressed()));
    }

    @Test
    void case_mix_is_what_table_1_says() throws IOException {
        Results results = run(Hospitals.three(), 1);
        Map<String, VariableSummary> variables =
                BySite.get(results.sites(), new SiteId("north")).variables();
        Table1.QuantityRow age = (Table1.QuantityRow) results.table1().rows().get(0);
        assertThat(variables.get("age"))
                .isEqualTo(new VariableSummary.Quantity(
                        0, age.cells().get(1).mean(), age.cells().get(1).sd()));
        assertThat(results.table1().columns(Table1.Kind.SITE))
                .extracting(Table1.Column::name)
                .containsExactly("east", "north", "west");
    }
}

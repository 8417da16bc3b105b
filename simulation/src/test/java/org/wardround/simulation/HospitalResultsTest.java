package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Metric;
import org.wardround.core.study.Study;
import org.wardround.data.table.MappedData;
import org.wardround.data.table.SiteData;
import org.wardround.inference.compare.Comparison;
import org.wardround.inference.compare.Verdict;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.evaluate.Figures;
import org.wardround.inference.program.EvaluationProgram.Evaluated;
import org.wardround.inference.program.LocalComparator;
import org.wardround.inference.program.RunProgram;
import org.wardround.learning.answer.Carry;
import org.wardround.learning.answer.Learning;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.publish.FederationResults;
import org.wardround.publish.HospitalResults;
import org.wardround.publish.RoundHistory;
import org.wardround.publish.RunOutput;
import org.wardround.publish.StudyAsRun;
import org.wardround.publish.table.SiteFlow;
import org.wardround.study.figures.Figure;
import org.wardround.study.figures.SiteFigures;
import org.wardround.study.figures.SiteFiguresFile;
import org.wardround.study.model.Encoding;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Results;
import org.wardround.study.results.ResultsFile;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.SiteVerdict;
import org.wardround.study.results.Table1;

/** What each hospital works out at home is what a simulation, which holds all rows, works out about it. */
class HospitalResultsTest {
    private static final String LOCAL = "comparators: [local]";

    @TempDir
    Path folder;

    static List<String> studies() {
        String trained = Hospitals.study("fedavg", "threshold: youden\n  subgroups: [stage]\n  " + LOCAL);
        return List.of(
                trained,
                Hospitals.study("scaffold", LOCAL),
                trained.replace("  minimumPatients: 1", "  minimumPatients: 1\n  standardise: site"),
                trained.replace("{type: logistic}", "{type: mlp, hidden: [4]}"),
                Hospitals.study("newton", LOCAL)
                        .replace(
                                "  local: {steps: 10, batchSize: 8, optimiser: {type: sgd, learningRate: 0.3}}\n", ""));
    }

    @ParameterizedTest
    @MethodSource("studies")
    void each_hospital_comes_to_the_figures_of_the_simulation(String text) throws Exception {
        Home home = new Home(folder, Hospitals.three(), text);

        for (SiteId site : home.tables.keySet()) {
            Results own = home.results(site).results();

            assertThat(home.done(site).evaluated().sites().get(site))
                    .isEqualTo(home.simulated.federated().sites().get(site));
            assertThat(home.local(site).sites().get(site))
                    .isEqualTo(
                            home.simulated.compared().local().get(site).sites().get(site));
            assertThat(own.header().kind()).isEqualTo(RunKind.HOSPITAL);
            assertFigures(own.evaluations().federated().at(site).values(), home.simulated.federated(), site);
            assertFigures(
                    own.evaluations().local().get(site).at(site).values(),
                    home.simulated.compared().local().get(site),
                    site);
            assertVerdict(
                    own.verdicts().get(site),
                    home.simulated.differences().verdicts().get(site));
            assertThat(own.verdicts()).containsOnlyKeys(site);
            assertThat(ResultsFile.fromBytes(ResultsFile.toBytes(own))).isEqualTo(own);
        }
    }

    static List<String> otherOutcomes() {
        String text = Hospitals.study("fedavg", LOCAL);
        String age = "    - {name: age, type: number, unit: years, range: [0, 120]}\n";
        String marker = "    - {name: marker, type: number, range: [-10, 10]}\n";
        String stage = "    - {name: stage, type: category, values: [I, II, III]}\n";
        String event = "outcome: {name: event, type: binary}";
        String metrics = "metrics: [accuracy, auroc, brier]";
        String exact = text.replace("strategy: {type: fedavg}", "strategy: {type: newton}")
                .replace("  local: {steps: 10, batchSize: 8, optimiser: {type: sgd, learningRate: 0.3}}\n", "");
        String time = exact.replace(
                        event, "outcome: {name: survival, type: time-to-event, unit: days, range: [0, 200], grid: day}")
                .replace(age, "")
                .replace("{type: logistic}", "{type: cox}")
                .replace(metrics, "metrics: [concordance]");
        return List.of(
                text.replace(event, "outcome: {name: marker, type: number, range: [-10, 10]}")
                        .replace(marker, "")
                        .replace("{type: logistic}", "{type: linear}")
                        .replace(metrics, "margin: 0.1\n  metrics: [rmse, r2]"),
                text.replace(event, "outcome: {name: stage, type: category, values: [I, II, III]}")
                        .replace(stage, "")
                        .replace(metrics, "margin: 0.1\n  metrics: [accuracy, brier, logLoss]"),
                time,
                exact.replace("test: 0.3", "test: 0").replace(LOCAL, "comparators: []"));
    }

    @ParameterizedTest
    @MethodSource("otherOutcomes")
    void also_for_every_kind_of_outcome_and_where_nobody_is_tested(String text) throws Exception {
        Home home = new Home(folder, Hospitals.three().withTimes().withRows("east", 30), text);

        for (SiteId site : home.tables.keySet()) {
            Results own = home.results(site).results();

            assertThat(home.done(site).evaluated().sites().get(site))
                    .isEqualTo(home.simulated.federated().sites().get(site));
            if (HospitalResults.asksForLocal(home.study)) {
                assertThat(home.local(site).sites().get(site))
                        .isEqualTo(home.simulated
                                .compared()
                                .local()
                                .get(site)
                                .sites()
                                .get(site));
            }
            assertThat(own.table1().rows())
                    .hasSize(home.study.data().variables().size() + 1);
            assertThat(own.sites().get(site).flow().patients().value())
                    .isEqualTo(home.tables.get(site).rows());
            assertThat(own.evaluations().federated().at(site).values().values()).noneMatch(MetricValue::isSuppressed);
            assertThat(ResultsFile.fromBytes(ResultsFile.toBytes(own))).isEqualTo(own);
        }
    }

    @Test
    void a_hospital_without_test_patients_can_not_tell() throws Exception {
        SiteId east = new SiteId("east");
        for (int rows = 1; rows < 10; rows++) {
            Home home = new Home(
                    folder.resolve("rows" + rows),
                    Hospitals.three().withRows("east", rows),
                    studies().get(1));
            Table table = home.tables.get(east);
            if (table != null && table.rowsOn(Side.TRAIN).length > 0 && table.rowsOn(Side.TEST).length == 0) {
                Results own = home.results(east).results();

                assertThat(own.verdicts().get(east).verdict()).isEqualTo(SiteVerdict.Verdict.CANNOT_TELL);
                assertThat(own.sites().get(east).flow().patients().value()).isEqualTo(rows);
                return;
            }
        }
        throw new AssertionError("no such table");
    }

    private static void assertFigures(SortedMap<Metric, MetricValue> own, Assessor.Assessed simulated, SiteId site) {
        Figures figures = simulated.sites().get(site);
        assertThat(own).isNotEmpty();
        own.forEach((metric, value) -> assertThat(value.value())
                .as(metric.jsonName())
                .isEqualTo(((Estimate.Measured) figures.of(metric)).value()));
    }

    /** Everything but the correction: over three hospitals instead of the ones that were tested, in order. */
    private static void assertVerdict(SiteVerdict own, Verdict simulated) {
        Comparison.Measured measured = (Comparison.Measured) simulated.comparison();
        assertThat(own.difference().value()).isEqualTo(measured.difference());
        assertThat(own.difference().low()).isEqualTo(measured.low());
        assertThat(own.difference().high()).isEqualTo(measured.high());
        assertThat(own.difference().p()).isEqualTo(measured.p());
        assertThat(own.adjustedP())
                .isEqualTo(Math.min(1, 3 * Math.min(1, 2 * measured.p())))
                .isGreaterThanOrEqualTo(simulated.adjustedP());
        boolean correctionTells = own.adjustedP() > 0.05 && simulated.adjustedP() <= 0.05;
        assertThat(own.verdict().name())
                .isEqualTo(
                        correctionTells && simulated.kind() != Verdict.Kind.EQUIVALENT
                                ? "CANNOT_TELL"
                                : simulated.kind().name());
    }

    @Test
    void totals_are_the_coordinators_and_only_the_hospitals_own_counts_are_whole() throws Exception {
        Home home = new Home(
                folder, Hospitals.three().withRows("east", 9), studies().get(0));
        SiteId east = new SiteId("east");
        Table table = home.tables.get(east);
        RunOutput output = home.results(east);
        Results own = output.results();
        Results coordinators = new FederationResults(home.asRun, home.course())
                .of(home.all.get(0), List.of())
                .results();

        assertThat(own.sites().get(east).flow().patients().value()).isEqualTo(9);
        assertThat(own.sites().get(east).flow().split().rows().test().value())
                .isEqualTo(table.rowsOn(Side.TEST).length);
        assertThat(own.sites().get(new SiteId("west")).flow().patients().isSuppressed())
                .isTrue();
        assertThat(own.table1().columns())
                .extracting(Table1.Column::kind)
                .containsExactly(Table1.Kind.SITE, Table1.Kind.OVERALL);
        assertThat(own.table1().columns().get(0).patients().value()).isEqualTo(9);
        assertThat(own.table1().columns().get(1))
                .isEqualTo(coordinators.table1().columns().get(0));
        Table1.CodesRow stage = (Table1.CodesRow) own.table1().rows().get(2);
        assertThat(stage.cells().get(0).isShown()).isTrue();
        assertThat(stage.cells().get(1))
                .isEqualTo(((Table1.CodesRow) coordinators.table1().rows().get(2))
                        .cells()
                        .get(0));
        assertThat(own.evaluations().federated().overall())
                .isEqualTo(coordinators.evaluations().federated().overall());
        assertThat(own.evaluations().federated().subgroups())
                .isEqualTo(coordinators.evaluations().federated().subgroups());
        assertThat(own.evaluations().federated().siteTables()).containsOnlyKeys(east);
        assertThat(own.limits().privacy().statement()).startsWith("Kept at this hospital; not a release.");
        assertThat(own.sites().get(east).weight())
                .isEqualTo(
                        (double) table.rowsOn(Side.TRAIN).length
                                / home.tables.values().stream()
                                        .mapToInt(each -> each.rowsOn(Side.TRAIN).length)
                                        .sum(),
                        within(1e-15));
        assertThat(output.model()).isNotNull();
    }

    @Test
    void a_total_of_few_stays_hidden_beside_the_hospitals_own_count() throws Exception {
        Home home = new Home(folder, Hospitals.three().withEvents(2), studies().get(1));
        Results own = home.results(new SiteId("north")).results();

        Table1.CodesRow events = (Table1.CodesRow) own.table1().rows().get(3);
        assertThat(events.cells().get(0).levels().get(1).value()).isEqualTo(2);
        assertThat(events.cells().get(1).levels().get(1).isSuppressed()).isTrue();
    }

    @Test
    void a_hospital_that_standardises_by_itself_keeps_a_model_with_its_own_numbers() throws Exception {
        Home home = new Home(folder, Hospitals.three(), studies().get(2));
        SiteId north = new SiteId("north");

        assertThat(new FederationResults(home.asRun, home.course())
                        .of(home.all.get(0), List.of())
                        .model())
                .isNull();
        assertThat(home.results(north).model().encoding())
                .isInstanceOfSatisfying(
                        Encoding.PerSite.class,
                        perSite -> assertThat(perSite.sites())
                                .usingRecursiveComparison()
                                .isEqualTo(Map.of(
                                        north,
                                        home.simulated
                                                .trained()
                                                .description()
                                                .sites()
                                                .get(north))));
    }

    @Test
    void a_hospital_whose_own_model_can_not_be_made_is_told_why() throws Exception {
        Home home = new Home(
                folder, Hospitals.three().withOneClassAt("west"), studies().get(4));
        SiteId west = new SiteId("west");

        Results own = home.results(west).results();

        assertThat(own.verdicts().get(west).verdict()).isEqualTo(SiteVerdict.Verdict.CANNOT_TELL);
        assertThat(own.training().warnings()).anySatisfy(warning -> {
            assertThat(warning.code()).isEqualTo("comparator-missing");
            assertThat(warning.message()).contains("west");
        });
    }

    @ParameterizedTest
    @MethodSource("studies")
    void what_may_be_published_of_a_hospital_are_its_own_figures_and_suppressed_where_few_are_behind_them(String text)
            throws Exception {
        Home home = new Home(folder, Hospitals.three().withRows("east", 12), text);
        int told = 0;

        for (SiteId site : home.tables.keySet()) {
            Results own = home.results(site).results();
            SiteFigures figures = home.figures(site);

            assertThat(SiteFiguresFile.read(Path.of("figures.json"), SiteFiguresFile.toBytes(figures)))
                    .isEqualTo(figures);
            for (SiteFigures.Model model : figures.models().keySet()) {
                Evaluation evaluation = model == SiteFigures.Model.LOCAL
                        ? own.evaluations().local().get(site)
                        : own.evaluations().federated();
                for (Map.Entry<Metric, Figure> figure :
                        figures.models().get(model).entrySet()) {
                    if (figure.getValue() instanceof Figure.Told value) {
                        told++;
                        MetricValue known =
                                evaluation.at(site).find(figure.getKey()).orElseThrow();
                        assertThat(value.value().doubleValue()).isCloseTo(known.value(), within(1e-4));
                    }
                }
            }
            if (home.tables.get(site).rowsOn(Side.TEST).length <= 10) {
                assertThat(figures.testRows().isSuppressed()).isTrue();
                if (figures.verdict() != null) {
                    assertThat(figures.verdict().verdict()).isEqualTo(SiteVerdict.Verdict.CANNOT_TELL);
                }
            }
        }
        assertThat(home.figures(new SiteId("east")).testRows().isSuppressed()).isTrue();
        if (text.equals(studies().get(0))) {
            assertThat(told).isPositive();
        }
    }

    @Test
    void a_verdict_on_fractions_is_published_as_a_word_alone() throws Exception {
        Home home =
                new Home(folder, Hospitals.three(), studies().get(1).replace("primary: auroc", "primary: accuracy"));

        for (SiteId site : home.tables.keySet()) {
            assertThat(home.figures(site).verdict().numbers()).isNull();
        }
    }

    /** A run of three hospitals, each with its own rows, and a simulation of it. */
    private static final class Home {
        private final SimulationRequest request;
        private final Study study;
        private final StudyAsRun asRun;
        private final SortedMap<SiteId, SiteData> sites;
        private final SortedMap<SiteId, Table> tables;
        private final List<RunProgram.Done> all;
        private final Findings simulated;

        Home(Path folder, Hospitals hospitals, String text) throws Exception {
            request = hospitals.request(folder, text, new SimulationOptions(RunProgramTest.SEED, 1, 0));
            study = request.study().study();
            asRun = StudyAsRun.of(request.study());
            sites = ((MappedData.Sites) MappedData.read(study, request.mapping(), request.data())).sites();
            tables = RunProgramTest.tables(request);
            all = RunProgramTest.together(request);
            TrainingSimulation simulation = new TrainingSimulation(study, request.options(), Progress.SILENT);
            simulated = study.analysis() instanceof Analysis.Fit fit
                    ? simulation.fit(fit, sites)
                    : simulation.run((Analysis.Train) study.analysis(), sites, null);
        }

        RunProgram.Done done(SiteId site) {
            return all.get(1 + new ArrayList<>(tables.keySet()).indexOf(site));
        }

        Evaluated local(SiteId site) {
            long rows = tables.values().stream().mapToLong(Table::rows).sum();
            return new LocalComparator(
                            study,
                            new RunProgram.Plan(RunProgramTest.SEED, RunProgram.Given.NOTHING),
                            Learning.of(study, new Carry(), TrainingNoise::chance))
                    .at(site, tables.get(site), rows, tables.size());
        }

        FederationResults.Course course() {
            return new FederationResults.Course(
                    RunProgramTest.SEED,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    new TreeSet<>(tables.keySet()),
                    new TreeMap<>(),
                    new RoundHistory(() -> 0),
                    null);
        }

        RunOutput results(SiteId site) {
            return own(site).of(done(site));
        }

        SiteFigures figures(SiteId site) {
            return own(site).figures(done(site), "hearts", 9);
        }

        private HospitalResults own(SiteId site) {
            Evaluated local = null;
            String problem = "";
            try {
                local = HospitalResults.asksForLocal(study) ? local(site) : null;
            } catch (FederationException e) {
                problem = e.getMessage();
            }
            return new HospitalResults(
                    asRun,
                    course(),
                    new HospitalResults.Own(
                            site,
                            new SiteFlow(sites.get(site).flow(), tables.get(site)),
                            Sha256.of("snapshot"),
                            local,
                            problem));
        }
    }
}

package org.wardround.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.AcceptanceCriterion;
import org.wardround.core.study.AcceptanceCriterion.Limit;
import org.wardround.core.study.AcceptanceCriterion.Over;
import org.wardround.core.study.EvaluationSpec;
import org.wardround.core.study.Metric;
import org.wardround.core.study.ThresholdRule;
import org.wardround.study.results.AcceptanceResult;
import org.wardround.study.results.AcceptanceResult.Outcome;
import org.wardround.study.results.Comparisons;
import org.wardround.study.results.Count;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.Evaluations;
import org.wardround.study.results.Flow;
import org.wardround.study.results.Header;
import org.wardround.study.results.Limits;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.MetricValue.Interval;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.OutcomeInfo;
import org.wardround.study.results.Participation;
import org.wardround.study.results.PlanInfo;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunEnd;
import org.wardround.study.results.RunInfo;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.SideCounts;
import org.wardround.study.results.SiteResult;
import org.wardround.study.results.StudyInfo;
import org.wardround.study.results.Tables;
import org.wardround.study.results.Training;
import org.wardround.study.results.Versions;

/** Criteria against figures, each outcome worked out by hand from the interval. */
final class AcceptanceTest {
    private static final SiteId NORTH = new SiteId("north");
    private static final SiteId SOUTH = new SiteId("south");
    private static final Limit LEAST = new Limit.AtLeast(0.75);
    private static final Limit MOST = new Limit.AtMost(0.2);

    @Test
    void the_whole_interval_decides_and_its_end_counts() {
        assertThat(outcome(LEAST, value(0.80, 0.76, 0.84))).isEqualTo(Outcome.MET);
        assertThat(outcome(LEAST, value(0.80, 0.75, 0.85)))
                .as("lower end on it")
                .isEqualTo(Outcome.MET);
        assertThat(outcome(LEAST, value(0.80, 0.7499, 0.85))).as("just below").isEqualTo(Outcome.CANNOT_TELL);
        assertThat(outcome(LEAST, value(0.70, 0.65, 0.75)))
                .as("upper end on it")
                .isEqualTo(Outcome.CANNOT_TELL);
        assertThat(outcome(LEAST, value(0.70, 0.65, 0.7499))).isEqualTo(Outcome.NOT_MET);
        assertThat(outcome(MOST, value(0.15, 0.12, 0.18))).isEqualTo(Outcome.MET);
        assertThat(outcome(MOST, value(0.15, 0.12, 0.20))).as("upper end on it").isEqualTo(Outcome.MET);
        assertThat(outcome(MOST, value(0.15, 0.12, 0.21))).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(outcome(MOST, value(0.25, 0.20, 0.30))).as("lower end on it").isEqualTo(Outcome.CANNOT_TELL);
        assertThat(outcome(MOST, value(0.25, 0.21, 0.30))).isEqualTo(Outcome.NOT_MET);
    }

    @Test
    void what_is_known_up_to_an_error_is_judged_that_much_more_carefully() {
        // 0.755 - 0.004 >= 0.75, and 0.755 - 0.006 < 0.75
        assertThat(outcome(LEAST, value(0.80, 0.755, 0.84).withErrorBound(0.004)))
                .isEqualTo(Outcome.MET);
        assertThat(outcome(LEAST, value(0.80, 0.755, 0.84).withErrorBound(0.006)))
                .isEqualTo(Outcome.CANNOT_TELL);
        // With two decimals 0.75 may stand for 0.745, and 0.76 for 0.755 at least.
        String rounded = "rounded, because few test patients of a class, or with the event, are behind it";
        assertThat(outcome(LEAST, value(0.80, 0.75, 0.84).withNote(rounded))).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(outcome(LEAST, value(0.80, 0.76, 0.84).withNote(rounded))).isEqualTo(Outcome.MET);
    }

    @Test
    void without_figure_or_interval_nothing_can_be_told() {
        assertThat(outcome(LEAST, MetricValue.suppressed("few patients"))).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(outcome(LEAST, MetricValue.undefined(40, "one class"))).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(outcome(LEAST, value(0.9, Double.NaN, Double.NaN))).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(judged(LEAST, new Over.All(), Evaluation.NONE, RunKind.SIMULATION)
                        .outcome())
                .isEqualTo(Outcome.CANNOT_TELL);
        assertThat(judged(LEAST, new Over.Group("age", ""), Evaluation.NONE, RunKind.SIMULATION)
                        .because())
                .isEqualTo("There is no such figure in the results.");
    }

    @Test
    void every_site_must_meet_what_is_asked_of_every_site() {
        MetricValue good = value(0.80, 0.76, 0.84);
        MetricValue unclear = value(0.80, 0.70, 0.90);
        MetricValue bad = value(0.60, 0.50, 0.70);
        assertThat(atSites(good, good).outcome()).isEqualTo(Outcome.MET);
        assertThat(atSites(good, unclear).outcome()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(atSites(unclear, bad).outcome()).isEqualTo(Outcome.NOT_MET);
        AcceptanceResult one = atSites(bad, good);
        assertThat(one.figures())
                .extracting(AcceptanceResult.Judged::figure)
                .containsExactly("/federated/sites/north/auroc", "/federated/sites/south/auroc");
        assertThat(one.because())
                .isEqualTo(
                        "1 of 2 figures: not met; first north, where the 95 % interval 0.5000 to 0.7000 lies below 0.75.");
    }

    @Test
    void a_hospital_that_keeps_its_figures_leaves_the_question_open() {
        SortedMap<SiteId, Metrics> own = new TreeMap<>(Map.of(NORTH, metrics(value(0.80, 0.76, 0.84))));
        AcceptanceResult result = judged(
                LEAST,
                new Over.EverySite(),
                new Evaluation(Metrics.NONE, own, Map.of(), Tables.NONE, new TreeMap<>()),
                RunKind.HOSPITAL);
        assertThat(result.outcome()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(result.figures().get(1).because())
                .isEqualTo("south alone has the figures on its own test rows; its own report holds them");
    }

    @Test
    void groups_of_a_variable_are_judged_together_or_one_by_itself() {
        Map<String, Metrics> levels = new LinkedHashMap<>();
        levels.put("below 50", metrics(value(0.80, 0.76, 0.84)));
        levels.put("50/60", metrics(value(0.60, 0.50, 0.70)));
        Evaluation evaluation =
                new Evaluation(Metrics.NONE, new TreeMap<>(), Map.of("age", levels), Tables.NONE, new TreeMap<>());
        AcceptanceResult all = judged(LEAST, new Over.Group("age", ""), evaluation, RunKind.FEDERATION);
        assertThat(all.outcome()).isEqualTo(Outcome.NOT_MET);
        assertThat(all.figures().get(1).figure()).isEqualTo("/federated/subgroups/age/50~160/auroc");
        AcceptanceResult one = judged(LEAST, new Over.Group("age", "below 50"), evaluation, RunKind.FEDERATION);
        assertThat(one.outcome()).isEqualTo(Outcome.MET);
        assertThat(one.figures()).hasSize(1);
    }

    private static AcceptanceResult atSites(MetricValue north, MetricValue south) {
        return judged(
                LEAST,
                new Over.EverySite(),
                new Evaluation(
                        Metrics.NONE,
                        new TreeMap<>(Map.of(NORTH, metrics(north), SOUTH, metrics(south))),
                        Map.of(),
                        Tables.NONE,
                        new TreeMap<>()),
                RunKind.SIMULATION);
    }

    private static Outcome outcome(Limit limit, MetricValue value) {
        Metric metric = limit instanceof Limit.AtLeast ? Metric.AUROC : Metric.BRIER;
        Metrics overall = new Metrics(new TreeMap<>(Map.of(metric, value)));
        return judged(
                        limit,
                        new Over.All(),
                        new Evaluation(overall, new TreeMap<>(), Map.of(), Tables.NONE, new TreeMap<>()),
                        RunKind.SIMULATION)
                .outcome();
    }

    private static AcceptanceResult judged(Limit limit, Over over, Evaluation evaluation, RunKind kind) {
        Metric metric = limit instanceof Limit.AtLeast ? Metric.AUROC : Metric.BRIER;
        EvaluationSpec spec = new EvaluationSpec(
                metric,
                List.of(metric),
                0.02,
                new ThresholdRule.Value(0.5),
                List.of(),
                List.of(),
                null,
                List.of(new AcceptanceCriterion(metric, limit, over)));
        return Acceptance.of(results(evaluation, kind), spec).acceptance().get(0);
    }

    private static Metrics metrics(MetricValue value) {
        return new Metrics(new TreeMap<>(Map.of(Metric.AUROC, value)));
    }

    private static MetricValue value(double value, double low, double high) {
        return MetricValue.of(value, new Interval(low, high, "Wald"), 100);
    }

    private static Results results(Evaluation evaluation, RunKind kind) {
        SortedMap<SiteId, SiteResult> sites = new TreeMap<>();
        for (SiteId site : List.of(NORTH, SOUTH)) {
            sites.put(site, site(Participation.INCLUDED));
        }
        sites.put(new SiteId("west"), site(Participation.leftOut("too few patients")));
        return new Results(
                new Header(
                        kind,
                        new StudyInfo(
                                "test",
                                "Judge criteria",
                                "0".repeat(64),
                                new OutcomeInfo("y", "y", "binary", ""),
                                new PlanInfo("logistic", "fedavg", Metric.AUROC, 0.02)),
                        new RunInfo(1, 1, Instant.EPOCH, 1, RunEnd.COMPLETED),
                        new Versions("1", "17", "none")),
                sites,
                new Training(List.of(), new Training.Stopping(0, 0, 0, "nothing was trained"), List.of()),
                new ModelResult(
                        new ModelResult.Identity("logistic", "0".repeat(64), 1),
                        "none",
                        ModelResult.ROUNDED,
                        Map.of(),
                        new ModelResult.Threshold("value", 0.5),
                        ModelResult.Recalibration.NONE),
                Evaluations.of(evaluation),
                Comparisons.NONE,
                new TreeMap<>(),
                new Limits(new Privacy(false, Privacy.DifferentialPrivacy.NONE, "nothing"), List.of()));
    }

    private static SiteResult site(Participation participation) {
        SideCounts rows = SideCounts.of(Count.of(50), Count.of(20), Count.of(30));
        return new SiteResult(
                participation,
                new Flow(Count.of(100), List.of(), Count.of(100), Count.of(100), new Flow.Split(rows, SideCounts.NONE)),
                0.5,
                "",
                new TreeMap<>());
    }
}

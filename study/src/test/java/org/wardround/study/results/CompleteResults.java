package org.wardround.study.results;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.AcceptanceCriterion;
import org.wardround.core.study.AcceptanceCriterion.Limit;
import org.wardround.core.study.AcceptanceCriterion.Over;
import org.wardround.core.study.Metric;
import org.wardround.study.results.MetricValue.Interval;

/** Results of two invented sites that use every part of the format. */
final class CompleteResults {
    static final SiteId NORTH = new SiteId("north");
    static final SiteId SOUTH = new SiteId("south");

    private CompleteResults() {}

    static Results build() {
        return new Results(
                header(),
                sites(),
                training(),
                model(),
                new Evaluations(evaluation(0.8), evaluation(0.82), bySite(0.7), bySite(0.75)),
                comparisons(),
                verdicts(),
                limits(),
                SampleTable1.build(),
                acceptance());
    }

    private static List<AcceptanceResult> acceptance() {
        return List.of(
                new AcceptanceResult(
                        new AcceptanceCriterion(Metric.AUROC, new Limit.AtLeast(0.75), new Over.All()),
                        AcceptanceResult.Outcome.MET,
                        List.of(new AcceptanceResult.Judged(
                                "all sites together",
                                "/federated/overall/auroc",
                                AcceptanceResult.Outcome.MET,
                                "the interval lies above")),
                        "All sites together: the interval lies above."),
                new AcceptanceResult(
                        new AcceptanceCriterion(Metric.BRIER, new Limit.AtMost(0.2), new Over.EverySite()),
                        AcceptanceResult.Outcome.NOT_MET,
                        List.of(new AcceptanceResult.Judged(
                                "south", "", AcceptanceResult.Outcome.CANNOT_TELL, "not measured")),
                        "Too much."),
                new AcceptanceResult(
                        new AcceptanceCriterion(Metric.AUROC, new Limit.AtLeast(0.7), new Over.Group("age", "")),
                        AcceptanceResult.Outcome.CANNOT_TELL,
                        List.of(),
                        "There is no such figure."),
                new AcceptanceResult(
                        new AcceptanceCriterion(Metric.AUROC, new Limit.AtLeast(0.7), new Over.Group("sex", "1")),
                        AcceptanceResult.Outcome.CANNOT_TELL,
                        List.of(),
                        "There is no such figure."));
    }

    private static Header header() {
        OutcomeInfo outcome = new OutcomeInfo("disease", "Coronary disease", "binary", "events");
        PlanInfo plan = new PlanInfo(
                "logistic",
                "fedavg",
                new AggregationInfo("boundedMean", AggregationInfo.Clip.FIXED),
                Metric.AUROC,
                0.02);
        return new Header(
                RunKind.SIMULATION,
                new StudyInfo(
                        "two-sites", "Try the \"format\"", Sha256.of("study").hex(), outcome, plan, labels()),
                new RunInfo(7, 2, Instant.parse("2026-11-23T10:15:30Z"), 1.5, RunEnd.COMPLETED),
                new Versions("0.1.0", "17.0.15", "Linux amd64"));
    }

    private static Map<String, VariableInfo> labels() {
        Map<String, VariableInfo> labels = new LinkedHashMap<>();
        labels.put("weight", new VariableInfo("Body weight", "kg"));
        labels.put("sex", new VariableInfo("", ""));
        return labels;
    }

    private static SortedMap<SiteId, SiteResult> sites() {
        Map<String, VariableSummary> variables = new LinkedHashMap<>();
        variables.put("weight", new VariableSummary.Quantity(0.25, 70.1, 11.0 / 3));
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("1", 0.75);
        shares.put("0", 0.25);
        variables.put("sex", new VariableSummary.Codes(0, shares));
        Flow.Split split =
                new Flow.Split(new SideCounts(60, 15, 25), SideCounts.of(Count.SUPPRESSED, Count.of(15), Count.of(0)));
        Flow flow = new Flow(120, List.of(new Flow.Drop("no outcome", 20)), 100, 90, split);
        SortedMap<SiteId, SiteResult> sites = new TreeMap<>();
        sites.put(
                NORTH,
                new SiteResult(
                        Participation.INCLUDED, flow, 1, Sha256.of("snapshot").hex(), variables));
        Flow none = new Flow(3, List.of(), 3, 3, new Flow.Split(new SideCounts(0, 0, 0), SideCounts.NONE));
        sites.put(SOUTH, new SiteResult(Participation.leftOut("3 patients, 20 needed"), none, 0, "", Map.of()));
        return sites;
    }

    private static Training training() {
        SortedMap<SiteId, String> lost = new TreeMap<>(Map.of(SOUTH, "its answer was not finite"));
        List<RoundResult> rounds = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            double validation = number == 3 ? Double.NaN : 0.6 / number;
            rounds.add(new RoundResult(
                    number,
                    new RoundResult.Losses(0.5 / number, validation),
                    new TreeSet<>(List.of(NORTH)),
                    lost,
                    number == 1
                            ? new RoundResult.Step(0.1, 0.01)
                            : new RoundResult.Step(0.1, 0.01, 0.5, new TreeMap<>(Map.of(NORTH, "scaled down")))));
        }
        return new Training(
                rounds,
                new Training.Stopping(5, 3, 2, "validation loss no longer fell"),
                List.of(
                        new Warning("one-class", "north", "only one class among 25 test rows"),
                        new Warning("x", "", "y")));
    }

    /** A regression that uses every part of the format. */
    static Regression regression() {
        Map<String, Regression.Test> tests = new LinkedHashMap<>();
        tests.put("age, in years", new Regression.Test(9.5, 1, 0, 0.002));
        tests.put(Regression.Tests.ALL, new Regression.Test(3.1, 2, 55.5, 0.05));
        SortedMap<SiteId, Regression.SiteEstimate> sites = new TreeMap<>();
        sites.put(NORTH, new Regression.SiteEstimate(0.3, 0.1, 0.104, 0.496));
        sites.put(SOUTH, new Regression.SiteEstimate(0.1, 0.2, -0.292, 0.492));
        Regression.Pooled pooled = new Regression.Pooled(0.26, 0.09, 0.085, 0.435, 0.004);
        return new Regression(
                new Regression.Method("cox", "ridge 1.0", "efron"),
                new Regression.Fit(-80.5, -90.25, -81, 161, 180.5, 1, 165, 170, 1.9, 6, Count.of(60), Count.of(20)),
                new Regression.Tests(tests, tests, tests),
                Map.of("age, in years", new Regression.Robust(0.11, 0.1, 0.5, 0.01)),
                new Regression.Variances(2.5, 0.5, 1 / 6.0, 0.03),
                List.of(new Regression.BaselinePoint(30.4, 0.1, 0.905), new Regression.BaselinePoint(60.8, 0.3, 0.741)),
                Map.of(
                        "age",
                        new Regression.Curve(
                                "years",
                                50,
                                List.of(
                                        new Regression.CurvePoint(40, -0.1, -0.2, 0),
                                        new Regression.CurvePoint(60, 0.1, 0, 0.2)))),
                Map.of(
                        "age, in years",
                        new Regression.MetaAnalysis(
                                pooled,
                                pooled,
                                new Regression.Heterogeneity(0.8, 1, 0.37, 0, 0),
                                Double.NaN,
                                Double.NaN,
                                sites)),
                List.of("a ridge penalty draws coefficients towards 0"));
    }

    /** The complete results of an exact regression. */
    static Results regressed() {
        Results plain = build();
        ModelResult model = plain.model();
        Map<String, ModelResult.Coefficient> coefficients = new LinkedHashMap<>(model.coefficients());
        coefficients.put(
                "age, in years",
                new ModelResult.Coefficient(
                        1.0 / 3, 1e-7, "years", new ModelResult.Uncertainty(0.1, 0.14, 0.53, 0.001, 4e-8, 1.6e-7)));
        return new Results(
                plain.header(),
                plain.sites(),
                plain.training(),
                new ModelResult(
                        model.identity(),
                        model.standardise(),
                        model.moments(),
                        coefficients,
                        model.threshold(),
                        model.recalibration(),
                        regression()),
                plain.evaluations(),
                plain.comparisons(),
                plain.verdicts(),
                plain.limits());
    }

    private static ModelResult model() {
        Map<String, ModelResult.Coefficient> coefficients = new LinkedHashMap<>();
        coefficients.put("(intercept)", new ModelResult.Coefficient(-0.1, Double.NaN, ""));
        coefficients.put("age, in years", new ModelResult.Coefficient(1.0 / 3, 1e-7, "years"));
        return new ModelResult(
                new ModelResult.Identity("logistic", Sha256.of("parameters").hex(), 2),
                "federated",
                ModelResult.ROUNDED,
                coefficients,
                new ModelResult.Threshold("youden", 0.43),
                new ModelResult.Recalibration(
                        new ModelResult.Fit(recalibrated(0.1), recalibrated(0.9)),
                        new TreeMap<>(Map.of(NORTH, ModelResult.Fit.undefined(25, "only one class among 25 rows"))),
                        "validation",
                        metrics(0.8)));
    }

    private static MetricValue recalibrated(double value) {
        return MetricValue.of(value, new Interval(value - 0.2, value + 0.2, "Wald"), 40);
    }

    private static SortedMap<SiteId, Evaluation> bySite(double value) {
        return new TreeMap<>(Map.of(NORTH, evaluation(value), SOUTH, evaluation(value + 0.01)));
    }

    private static Evaluation evaluation(double value) {
        Metrics metrics = metrics(value);
        Map<String, Map<String, Metrics>> subgroups = new LinkedHashMap<>();
        Map<String, Metrics> levels = new LinkedHashMap<>();
        levels.put("below 50", metrics);
        levels.put("50 and above", metrics);
        subgroups.put("age", levels);
        return new Evaluation(
                metrics,
                new TreeMap<>(Map.of(NORTH, metrics)),
                subgroups,
                tables(),
                new TreeMap<>(Map.of(NORTH, tables())));
    }

    private static Metrics metrics(double value) {
        SortedMap<Metric, MetricValue> values = new TreeMap<>();
        values.put(Metric.AUROC, MetricValue.undefined(25, "only one class among 25 rows"));
        values.put(
                Metric.ACCURACY,
                MetricValue.of(value, new Interval(value - 0.1, value + 0.1, "Wilson"), 25)
                        .withErrorBound(1e-4)
                        .withNote("a note"));
        return new Metrics(values);
    }

    private static Tables tables() {
        return new Tables(
                Confusion.of(List.of("0", "1"), List.of(List.of(10, 2), List.of(3, 10))),
                List.of(ofClass("0", 12), ofClass("1", 13), ofClass("2", 4)),
                List.of(new Tables.CalibrationBin(0.3, 0.25, 0.1, 0.5, 12)),
                List.of(new Tables.NetBenefitPoint(0.1, 0.4, 0.35)),
                new ScoreHistogram(List.of(0.0, 0.5, 1.0), List.of(3, 10), List.of(10, 2)));
    }

    private static Tables.ClassResult ofClass(String label, int support) {
        SortedMap<Metric, MetricValue> values = new TreeMap<>();
        values.put(Metric.SENSITIVITY, MetricValue.of(0.75, new Interval(0.5, 0.875, "Wilson"), support));
        values.put(Metric.SPECIFICITY, MetricValue.of(0.5, new Interval(0.25, 0.75, "Wilson"), 25 - support));
        values.put(Metric.PPV, MetricValue.undefined(0, "no row was predicted to be of the class"));
        values.put(Metric.AUROC, MetricValue.of(0.875, new Interval(0.75, 1, "DeLong"), 25));
        return new Tables.ClassResult(label, support, new Metrics(values));
    }

    private static Comparisons comparisons() {
        SortedMap<Metric, Difference> values = new TreeMap<>();
        values.put(Metric.ACCURACY, new Difference(0.02, -0.01, 0.05, 0.2));
        values.put(Metric.AUROC, new Difference(Double.NaN, Double.NaN, Double.NaN, Double.NaN));
        Comparisons.Differences differences = new Comparisons.Differences(values);
        SortedMap<SiteId, Comparisons.Differences> sites = new TreeMap<>(Map.of(NORTH, differences));
        SortedMap<Metric, Difference> primary =
                new TreeMap<>(Map.of(Metric.AUROC, new Difference(0.01, -0.02, 0.03, Double.NaN)));
        SortedMap<SiteId, Comparisons.Differences> contribution =
                new TreeMap<>(Map.of(NORTH, new Comparisons.Differences(primary)));
        return new Comparisons(new Comparisons.Comparison(differences, sites), sites, sites, contribution);
    }

    private static SortedMap<SiteId, SiteVerdict> verdicts() {
        SortedMap<SiteId, SiteVerdict> verdicts = new TreeMap<>();
        verdicts.put(
                NORTH,
                new SiteVerdict(
                        SiteVerdict.Verdict.CANNOT_TELL,
                        Metric.AUROC,
                        new Difference(0.02, -0.01, 0.05, 0.2),
                        0.4,
                        25,
                        "Cannot tell."));
        verdicts.put(
                SOUTH,
                new SiteVerdict(
                        SiteVerdict.Verdict.CANNOT_TELL,
                        Metric.AUROC,
                        new Difference(Double.NaN, Double.NaN, Double.NaN, Double.NaN),
                        Double.NaN,
                        3,
                        "Cannot tell: only one class among 3 rows."));
        return verdicts;
    }

    private static Limits limits() {
        return new Limits(
                new Privacy(false, Privacy.DifferentialPrivacy.NONE, "A simulation."),
                List.of(new Limits.MissingSection("pooled model", "not asked for")));
    }
}

package org.wardround.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Metric;
import org.wardround.study.results.AggregationInfo;
import org.wardround.study.results.Comparisons;
import org.wardround.study.results.Difference;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.Evaluations;
import org.wardround.study.results.Flow;
import org.wardround.study.results.Header;
import org.wardround.study.results.Limits;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.OutcomeInfo;
import org.wardround.study.results.Participation;
import org.wardround.study.results.PlanInfo;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.Results;
import org.wardround.study.results.RoundResult;
import org.wardround.study.results.RunEnd;
import org.wardround.study.results.RunInfo;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.SideCounts;
import org.wardround.study.results.SiteResult;
import org.wardround.study.results.SiteVerdict;
import org.wardround.study.results.SiteVerdict.Verdict;
import org.wardround.study.results.StudyInfo;
import org.wardround.study.results.Training;
import org.wardround.study.results.VariableInfo;
import org.wardround.study.results.VariableSummary;
import org.wardround.study.results.Versions;
import org.wardround.study.results.Warning;

/** Results that look like those of a run, invented from a seed; no number of them was measured. */
final class InventedResults {
    private final Invention invention;
    private final InventedEvaluation evaluations;
    private final SeededStream random;

    private InventedResults(Invention invention) {
        this.invention = invention;
        this.evaluations = new InventedEvaluation(invention);
        this.random = SeededStream.of(1, invention.name());
    }

    static Results of(Invention invention) {
        return new InventedResults(invention).build();
    }

    private Results build() {
        return new Results(header(), sites(), training(), model(), evaluations(), comparisons(), verdicts(), limits());
    }

    private Header header() {
        String unit = invention.type().equals("number") ? "days" : "";
        OutcomeInfo outcome = new OutcomeInfo("outcome", "Outcome of " + invention.name(), invention.type(), unit);
        PlanInfo plan = new PlanInfo(
                invention.model(),
                "fedavg",
                new AggregationInfo("boundedMean", AggregationInfo.Clip.NONE),
                invention.primary(),
                0.02);
        String purpose = "Predict the outcome at %d hospitals."
                .formatted(invention.sites().size());
        return new Header(
                RunKind.SIMULATION,
                new StudyInfo(invention.name(), purpose, Sha256.of("study").hex(), outcome, plan, labels()),
                new RunInfo(42, 2, Instant.parse("2026-11-23T10:15:30Z"), 1.234, RunEnd.COMPLETED),
                new Versions("0.1.0", "17.0.15", "Linux amd64"));
    }

    private Map<String, VariableInfo> labels() {
        Map<String, VariableInfo> labels = new LinkedHashMap<>();
        for (String variable : invention.variables()) {
            String[] parts = (variable + ",").split(",", -1);
            labels.put(parts[0].toLowerCase(Locale.ROOT), new VariableInfo("Measured " + parts[0], parts[1]));
        }
        return labels;
    }

    private SortedMap<SiteId, SiteResult> sites() {
        SortedMap<SiteId, SiteResult> sites = new TreeMap<>();
        invention.sites().forEach(name -> sites.put(new SiteId(name), site(name)));
        Flow.Split nothing = new Flow.Split(new SideCounts(0, 0, 0), SideCounts.NONE);
        Flow few = new Flow(11, List.of(new Flow.Drop("outcome missing", 4)), 7, 7, nothing);
        sites.put(
                new SiteId("zuoz"),
                new SiteResult(Participation.leftOut("7 patients, the study needs 20"), few, 0, "", Map.of()));
        return sites;
    }

    private SiteResult site(String name) {
        int test = evaluations.rows(name);
        int train = 2 * test;
        int validation = test / 2;
        List<Flow.Drop> drops = new ArrayList<>();
        if (random.nextDouble() < 0.8) {
            drops.add(new Flow.Drop("thalach missing", 1 + random.nextInt(70)));
            drops.add(new Flow.Drop("age outside 18 to 120", random.nextInt(3)));
        }
        int all = train + validation + test;
        int read = all + drops.stream().mapToInt(drop -> drop.rows().value()).sum();
        SideCounts events =
                invention.hasEvents() ? new SideCounts(train / 2, validation / 2, test / 2) : SideCounts.NONE;
        Flow.Split split = new Flow.Split(new SideCounts(train, validation, test), events);
        return new SiteResult(
                Participation.INCLUDED,
                new Flow(read, drops, all, all, split),
                1.0 / invention.sites().size(),
                Sha256.of(name).hex(),
                variables());
    }

    private Map<String, VariableSummary> variables() {
        Map<String, VariableSummary> variables = new LinkedHashMap<>();
        for (String variable : invention.variables()) {
            String name = variable.split(",", -1)[0];
            double missing = random.nextDouble() < 0.3 ? random.nextDouble() / 3 : 0;
            variables.put(name.toLowerCase(Locale.ROOT), summary(name, missing));
        }
        return variables;
    }

    private VariableSummary summary(String name, double missing) {
        if (!name.equals(name.toUpperCase(Locale.ROOT))) {
            return new VariableSummary.Quantity(missing, 50 + 5 * random.nextGaussian(), 9 + random.nextDouble());
        }
        int levels = Character.isDigit(name.charAt(name.length() - 1)) ? name.charAt(name.length() - 1) - '0' : 2;
        Map<String, Double> shares = new LinkedHashMap<>();
        double left = 1;
        for (int level = 0; level < levels; level++) {
            double share = level == levels - 1 ? left : left * random.nextDouble();
            shares.put(Integer.toString(level), share);
            left -= share;
        }
        return new VariableSummary.Codes(missing, shares);
    }

    private Training training() {
        List<RoundResult> rounds = new ArrayList<>();
        TreeSet<SiteId> all = new TreeSet<>();
        invention.sites().forEach(name -> all.add(new SiteId(name)));
        for (int number = 1; number <= 15; number++) {
            SortedMap<SiteId, String> lost = new TreeMap<>();
            TreeSet<SiteId> contributors = new TreeSet<>(all);
            if (number == 4) {
                lost.put(contributors.pollFirst(), "its answer was not finite");
            }
            double train = 0.36 + 0.33 * StrictMath.exp(-number / 4.0);
            double validation = 0.41 + 0.28 * StrictMath.exp(-number / 3.0) + 0.0016 * number;
            rounds.add(new RoundResult(
                    number,
                    new RoundResult.Losses(train, validation),
                    contributors,
                    lost,
                    new RoundResult.Step(1.0 / number, 0.004, 1.5 / number, outliers(number))));
        }
        return new Training(
                rounds,
                new Training.Stopping(30, 15, 12, "validation loss had not fallen for 3 rounds"),
                List.of(
                        new Warning("left-out", "zuoz", "left out: 7 patients, the study needs 20"),
                        new Warning("one-class", invention.sites().get(2), "only one class among its 16 test rows"),
                        new Warning("imputed", "", "missing values were filled in with federated means, once")));
    }

    private SortedMap<SiteId, String> outliers(int round) {
        SortedMap<SiteId, String> outliers = new TreeMap<>();
        if (round % 5 == 0) {
            outliers.put(
                    new SiteId(invention.sites().get(1)),
                    "its change had norm 3.200, 10.7 times the bound of 0.3000, and was scaled down to it");
        }
        return outliers;
    }

    private ModelResult model() {
        Map<String, ModelResult.Coefficient> coefficients = new LinkedHashMap<>();
        if (!invention.model().equals("mlp")) {
            List<String> suffixes = invention.type().equals("category")
                    ? invention.labels().stream()
                            .map(label -> " (" + label + ")")
                            .toList()
                    : List.of("");
            suffixes.forEach(suffix -> addCoefficients(coefficients, suffix));
        }
        boolean binary = invention.type().equals("binary");
        return new ModelResult(
                new ModelResult.Identity(
                        invention.model(), Sha256.of("parameters").hex(), 14),
                "federated",
                ModelResult.ROUNDED,
                coefficients,
                binary ? new ModelResult.Threshold("youden", 0.4321) : ModelResult.Threshold.NONE,
                ModelResult.Recalibration.NONE);
    }

    private void addCoefficients(Map<String, ModelResult.Coefficient> coefficients, String suffix) {
        coefficients.put(
                suffix.isEmpty() ? "(intercept)" : "intercept" + suffix,
                new ModelResult.Coefficient(0.128484, Double.NaN, ""));
        for (String variable : invention.variables()) {
            String[] parts = (variable + ",").split(",", -1);
            double estimate = random.nextGaussian() / 2;
            coefficients.put(
                    parts[0].toLowerCase(Locale.ROOT) + suffix,
                    new ModelResult.Coefficient(estimate, estimate / 9.625772, parts[1]));
        }
    }

    private Evaluations evaluations() {
        SortedMap<SiteId, Evaluation> local = new TreeMap<>();
        SortedMap<SiteId, Evaluation> others = new TreeMap<>();
        for (String name : invention.sites()) {
            local.put(new SiteId(name), evaluations.of("local." + name, false));
            others.put(new SiteId(name), evaluations.of("others." + name, false));
        }
        return new Evaluations(evaluations.of("federated", true), evaluations.of("pooled", true), local, others);
    }

    private Comparisons comparisons() {
        SortedMap<SiteId, Comparisons.Differences> sites = new TreeMap<>();
        invention.sites().forEach(name -> sites.put(new SiteId(name), differences(0.05)));
        return new Comparisons(new Comparisons.Comparison(differences(0.01), sites), sites, sites, sites);
    }

    private Comparisons.Differences differences(double size) {
        SortedMap<Metric, Difference> values = new TreeMap<>();
        invention.metrics().forEach(metric -> {
            double value = size * random.nextGaussian();
            values.put(metric, new Difference(value, value - size, value + size, 0.4));
        });
        return new Comparisons.Differences(values);
    }

    private SortedMap<SiteId, SiteVerdict> verdicts() {
        SortedMap<SiteId, SiteVerdict> verdicts = new TreeMap<>();
        Verdict[] kinds = {Verdict.BETTER, Verdict.EQUIVALENT, Verdict.CANNOT_TELL, Verdict.WORSE};
        double[][] intervals = {{0.06, 0.02, 0.1}, {0.004, -0.012, 0.018}, {0.02, -0.2, 0.23}, {-0.07, -0.12, -0.015}};
        String[] sentences = {
            "The federated model is better here: the difference is +0.060 (95 % interval +0.020 to +0.100, 104 rows).",
            "Both models are equivalent here: the difference is +0.004, inside the margin of 0.02.",
            "Cannot tell: the difference is +0.020 (−0.200 to +0.230, 16 rows), which neither shows a difference nor stays inside the margin of 0.02.",
            "The federated model is worse here: the difference is −0.070 (−0.120 to −0.015)."
        };
        for (int i = 0; i < invention.sites().size(); i++) {
            String site = invention.sites().get(i);
            int kind = i % (i % 10 == 3 ? 4 : 3);
            double[] interval = intervals[kind];
            double sign = invention.primary().higherIsBetter() ? 1 : -1;
            boolean undefined = i == 2 && invention.type().equals("binary");
            Difference difference = undefined
                    ? new Difference(Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                    : new Difference(
                            sign * interval[0],
                            Math.min(sign * interval[1], sign * interval[2]),
                            Math.max(sign * interval[1], sign * interval[2]),
                            0.01);
            String sentence = undefined ? "Cannot tell: only one class among 16 rows." : sentences[kind];
            verdicts.put(
                    new SiteId(site),
                    new SiteVerdict(
                            kinds[kind],
                            invention.primary(),
                            difference,
                            undefined ? Double.NaN : 0.03,
                            evaluations.rows(site),
                            sentence));
        }
        return verdicts;
    }

    private static Limits limits() {
        String statement =
                "A simulation: all rows were in one process, so nothing was kept from anyone. What the finished model reveals about patients is not bounded.";
        return new Limits(
                new Privacy(false, Privacy.DifferentialPrivacy.NONE, statement),
                List.of(new Limits.MissingSection("External validation", "this run trained its own model")));
    }
}

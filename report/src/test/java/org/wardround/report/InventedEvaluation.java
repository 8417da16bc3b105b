package org.wardround.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Metric;
import org.wardround.study.results.Confusion;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.MetricValue.Interval;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.ScoreHistogram;
import org.wardround.study.results.Tables;

/** Invented evaluations; the third site has one class only. */
final class InventedEvaluation {
    private final Invention invention;

    InventedEvaluation(Invention invention) {
        this.invention = invention;
    }

    int rows(String site) {
        int position = invention.sites().indexOf(site);
        return position == 2 ? 16 : 104 - 15 * (position % 5);
    }

    Evaluation of(String model, boolean withTables) {
        SeededStream random = SeededStream.of(2, invention.name(), model);
        SortedMap<SiteId, Metrics> sites = new TreeMap<>();
        SortedMap<SiteId, Tables> tables = new TreeMap<>();
        for (String site : invention.sites()) {
            sites.put(new SiteId(site), metrics(random, rows(site)));
            if (withTables) {
                tables.put(new SiteId(site), tables(random, rows(site)));
            }
        }
        int all = invention.sites().stream().mapToInt(this::rows).sum();
        return new Evaluation(
                metrics(random, all),
                sites,
                withTables ? subgroups(random) : Map.of(),
                withTables ? tables(random, all) : Tables.NONE,
                tables);
    }

    private Map<String, Map<String, Metrics>> subgroups(SeededStream random) {
        Map<String, Metrics> age = new LinkedHashMap<>();
        age.put("below 50", metrics(random, 90));
        age.put("50 to below 65", metrics(random, 120));
        age.put("65 and above", metrics(random, 44));
        Map<String, Metrics> sex = new LinkedHashMap<>();
        sex.put("0", metrics(random, 60));
        sex.put("1", metrics(random, 194));
        Map<String, Map<String, Metrics>> subgroups = new LinkedHashMap<>();
        subgroups.put("age", age);
        subgroups.put("sex", sex);
        return subgroups;
    }

    private Metrics metrics(SeededStream random, int n) {
        SortedMap<Metric, MetricValue> values = new TreeMap<>();
        invention.metrics().forEach(metric -> values.put(metric, value(metric, random, n)));
        return new Metrics(values);
    }

    private MetricValue value(Metric metric, SeededStream random, int n) {
        boolean binary = invention.type().equals("binary");
        boolean ranked = metric == Metric.AUROC || MetricAxis.isCalibration(metric);
        if (binary && ranked && n == 16) {
            return MetricValue.undefined(n, "only one class");
        }
        double centre = MetricAxis.centre(metric);
        double value = centre * (1 + 0.12 * (random.nextDouble() - 0.5));
        double half = Math.abs(centre) / StrictMath.sqrt(n) + 0.01;
        double high =
                metric.higherIsBetter() && metric != Metric.NET_BENEFIT ? Math.min(1, value + half) : value + half;
        String method = metric == Metric.ACCURACY ? "Wilson" : metric == Metric.AUROC ? "DeLong, logit" : "normal";
        MetricValue found = MetricValue.of(value, new Interval(value - half, high, method), n);
        return metric == Metric.AUROC ? found.withErrorBound(0.0004) : found;
    }

    private Tables tables(SeededStream random, int n) {
        if (invention.labels().isEmpty()) {
            return Tables.NONE;
        }
        boolean binary = invention.type().equals("binary");
        return new Tables(
                confusion(random, n),
                binary ? List.of() : classes(random, n),
                binary ? calibration(random, n) : List.of(),
                binary ? netBenefit() : List.of(),
                binary ? histogram(random, n) : ScoreHistogram.NONE);
    }

    private Confusion confusion(SeededStream random, int n) {
        int classes = invention.labels().size();
        List<List<Integer>> counts = new ArrayList<>();
        for (int truth = 0; truth < classes; truth++) {
            List<Integer> row = new ArrayList<>();
            for (int said = 0; said < classes; said++) {
                row.add(truth == said ? n / classes : random.nextInt(1 + n / 8));
            }
            counts.add(row);
        }
        return Confusion.of(invention.labels(), counts);
    }

    private static MetricValue of(double value, int n) {
        return MetricValue.of(value, new MetricValue.Interval(value - 0.05, value + 0.05, "invented"), n);
    }

    private List<Tables.ClassResult> classes(SeededStream random, int n) {
        List<Tables.ClassResult> classes = new ArrayList<>();
        for (String label : invention.labels()) {
            double auroc = label.equals("dermatofibroma") ? Double.NaN : 0.8 + random.nextDouble() / 6;
            SortedMap<Metric, MetricValue> values = new TreeMap<>();
            values.put(Metric.SENSITIVITY, of(0.7, n / 5));
            values.put(Metric.PPV, of(0.6 + random.nextDouble() / 5, n / 5));
            values.put(Metric.F1, of(0.65, n));
            values.put(
                    Metric.AUROC,
                    Double.isNaN(auroc) ? MetricValue.undefined(n, "no rows of the class") : of(auroc, n));
            classes.add(new Tables.ClassResult(label, n / 5, new Metrics(values)));
        }
        return classes;
    }

    private static List<Tables.CalibrationBin> calibration(SeededStream random, int n) {
        List<Tables.CalibrationBin> bins = new ArrayList<>();
        int groups = n < 20 ? 2 : 8;
        for (int i = 0; i < groups; i++) {
            double predicted = (i + 0.5) / groups;
            double observed = Math.min(1, Math.max(0, predicted + 0.06 * random.nextGaussian()));
            double half = 1.0 / StrictMath.sqrt(n / (double) groups) * 0.7;
            bins.add(new Tables.CalibrationBin(
                    predicted, observed, Math.max(0, observed - half), Math.min(1, observed + half), n / groups));
        }
        return bins;
    }

    private static List<Tables.NetBenefitPoint> netBenefit() {
        List<Tables.NetBenefitPoint> points = new ArrayList<>();
        for (int i = 1; i < 100; i++) {
            double threshold = i / 100.0;
            double odds = threshold / (1 - threshold);
            double all = 0.5 - 0.5 * odds;
            double model = 0.5 * (1 - 0.5 * threshold * threshold) - 0.06 * odds * (1 - threshold) - 0.3 * threshold;
            points.add(new Tables.NetBenefitPoint(threshold, Math.max(model, -0.02), all));
        }
        return points;
    }

    private static ScoreHistogram histogram(SeededStream random, int n) {
        List<Double> edges = new ArrayList<>(List.of(0.0));
        List<Integer> positives = new ArrayList<>();
        List<Integer> negatives = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            edges.add((i + 1) / 20.0);
            positives.add(n * i / 200 + random.nextInt(3));
            negatives.add(n * (19 - i) / 200 + random.nextInt(3));
        }
        return new ScoreHistogram(edges, positives, negatives);
    }
}

package org.wardround.publish;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.core.study.VariableType;
import org.wardround.inference.compare.Comparison;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.estimate.Proportion;
import org.wardround.inference.evaluate.Concordance;
import org.wardround.inference.evaluate.Figures;
import org.wardround.inference.evaluate.Subgroups;
import org.wardround.inference.program.EvaluationProgram.Evaluated;
import org.wardround.privacy.disclosure.Cell;
import org.wardround.publish.table.EvaluationCells;
import org.wardround.publish.table.Rounding;
import org.wardround.study.results.Comparisons.Differences;
import org.wardround.study.results.Count;
import org.wardround.study.results.Difference;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.MetricValue.Interval;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.Tables;

/** Puts figures into the form of results, with the study's metrics only, as far as they may be published. */
public final class EvaluationResults {
    /** Metrics from which the counts of a confusion matrix follow. */
    static final Set<Metric> COUNTING = EnumSet.of(
            Metric.SENSITIVITY,
            Metric.SPECIFICITY,
            Metric.PPV,
            Metric.NPV,
            Metric.BALANCED_ACCURACY,
            Metric.F1,
            Metric.NET_BENEFIT);

    /** Metrics that compare classes: to many digits their values are fractions of the numbers of patients in these. */
    static final Set<Metric> RANKING = EnumSet.of(
            Metric.AUROC, Metric.AUPRC, Metric.CONCORDANCE, Metric.CALIBRATION_INTERCEPT, Metric.CALIBRATION_SLOPE);

    private static final int COARSE = 2;

    private static final String ROUNDED =
            "rounded, because few test patients of a class, or with the event, are behind it";

    private static final String FEW_ROWS = "it rests on few test patients, or would tell how few are tested elsewhere";
    private static final String FEW_JUDGED = "it would tell about how few test patients the model is right, or wrong";
    static final String FEW_OF_A_CLASS =
            "it rests on few test patients of a class, with a prediction or with the event, or would tell how few there are elsewhere";

    private final VariableType outcome;
    private final List<Metric> metrics;
    private final Subgroups subgroups;
    private final Disclosure disclosure;

    public EvaluationResults(VariableType outcome, List<Metric> metrics, Subgroups subgroups, Disclosure disclosure) {
        this.outcome = outcome;
        this.metrics = metrics;
        this.subgroups = subgroups;
        this.disclosure = disclosure;
    }

    /** The model of the run, with tables at each site and subgroups. */
    public Evaluation ofModel(Evaluated evaluated) {
        EvaluationCells cells = disclosure.of(evaluated);
        SortedMap<SiteId, Tables> siteTables = new TreeMap<>();
        PublishedTables publishing = new PublishedTables(disclosure);
        evaluated
                .sites()
                .forEach((site, figures) -> siteTables.put(site, publishing.ofSite(figures.tables(), cells.at(site))));
        Figures all = evaluated.overall().get(0);
        return new Evaluation(
                overall(evaluated, all),
                sites(evaluated),
                subgroups(evaluated.overall()),
                publishing.overall(all.tables(), cells.overall()),
                siteTables);
    }

    /** A model that it is held against: its metrics, and tables over all sites. */
    public Evaluation of(Evaluated evaluated) {
        Figures all = evaluated.overall().get(0);
        return new Evaluation(
                overall(evaluated, all),
                sites(evaluated),
                evaluated.sites().size() > 1 ? subgroups(evaluated.overall()) : Map.of(),
                new PublishedTables(disclosure)
                        .overall(all.tables(), disclosure.of(evaluated).overall()),
                new TreeMap<>());
    }

    private SortedMap<SiteId, Metrics> sites(Evaluated evaluated) {
        SortedMap<SiteId, Metrics> sites = new TreeMap<>();
        evaluated
                .sites()
                .forEach((site, figures) -> sites.put(
                        site, metrics(figures, disclosure.of(evaluated).at(site))));
        return sites;
    }

    private Metrics overall(Evaluated evaluated, Figures all) {
        EvaluationCells.Matrix cells = disclosure.of(evaluated).overall();
        SortedMap<Metric, MetricValue> values =
                new TreeMap<>(metrics(all, cells).values());
        if (outcome == VariableType.TIME_TO_EVENT
                && metrics.contains(Metric.CONCORDANCE_ALL_PAIRS)
                && !evaluated.test().isEmpty()) {
            Estimate estimate = Concordance.allPairs(Comparing.together(evaluated.test()));
            values.put(Metric.CONCORDANCE_ALL_PAIRS, value(estimate, disclosure.count(cells.rows())));
        }
        return new Metrics(values);
    }

    private Map<String, Map<String, Metrics>> subgroups(List<Figures> groups) {
        Map<String, Map<String, Metrics>> byVariable = new LinkedHashMap<>();
        for (int i = 0; i < subgroups.groups().size(); i++) {
            Subgroups.Group group = subgroups.groups().get(i);
            EvaluationCells.Matrix cells = disclosure.subgroup(group);
            byVariable
                    .computeIfAbsent(group.variable(), unseen -> new LinkedHashMap<>())
                    .put(group.level(), metrics(groups.get(i + 1), cells));
        }
        return byVariable;
    }

    /** Metrics of rows that are told of by no cell: those of all rows count. */
    private Metrics metrics(Figures figures, EvaluationCells.Matrix cells) {
        boolean fewRows = disclosure.count(cells.rows()).isSuppressed();
        boolean fewSaid = PublishedTables.hasFewOfAClass(figures.tables(), disclosure.rule())
                || hidesEvents(cells)
                || disclosure.hidesAny(cells);
        boolean fewJudged = cells.judged().stream().anyMatch(disclosure::keeps);
        boolean fewTruly = isOfAFewClass(figures, cells);
        SortedMap<Metric, MetricValue> values = new TreeMap<>();
        for (Metric metric : metrics) {
            Estimate estimate = figures.metrics().get(metric);
            if (estimate == null) {
                continue;
            }
            if (fewRows) {
                values.put(metric, MetricValue.suppressed(FEW_ROWS));
            } else if (fewSaid && COUNTING.contains(metric)) {
                values.put(metric, MetricValue.suppressed(FEW_OF_A_CLASS));
            } else if (fewJudged && metric == Metric.ACCURACY) {
                values.put(metric, MetricValue.suppressed(FEW_JUDGED));
            } else if (fewTruly && RANKING.contains(metric)) {
                values.put(metric, coarse(metric, estimate, n(metric, estimate, figures, cells)));
            } else {
                values.put(metric, value(estimate, n(metric, estimate, figures, cells)));
            }
        }
        return new Metrics(values);
    }

    /** With two decimals, where a class has few rows; suppressed where the interval is a function of their number. */
    private static MetricValue coarse(Metric metric, Estimate estimate, Count n) {
        if (!(estimate instanceof Estimate.Measured measured)) {
            return value(estimate, n);
        }
        if (metric == Metric.AUPRC || measured.method().startsWith(Proportion.WILSON)) {
            return MetricValue.suppressed(FEW_OF_A_CLASS);
        }
        Interval interval = new Interval(
                Rounding.to(COARSE, measured.low()), Rounding.to(COARSE, measured.high()), measured.method());
        return new MetricValue(Rounding.to(COARSE, measured.value()), interval, n, Double.NaN, ROUNDED);
    }

    /** Whether a figure has two decimals because few patients are behind it. */
    static boolean isRounded(MetricValue value) {
        return value.note().equals(ROUNDED);
    }

    /** How far a rounded figure can be from the one that was found. */
    static double roundedBy() {
        return 0.5 * StrictMath.pow(10, -COARSE);
    }

    /** Whether it is suppressed how many rows have the event: sensitivity and specificity beside accuracy would tell. */
    private boolean hidesEvents(EvaluationCells.Matrix cells) {
        return outcome == VariableType.BINARY
                && !cells.classes().isEmpty()
                && disclosure.count(cells.classes().get(1)).isSuppressed();
    }

    /** Whether a class has few rows, or few have the event; of a matrix that is printed also whether their number is suppressed for another's sake. */
    private boolean isOfAFewClass(Figures figures, EvaluationCells.Matrix cells) {
        return cells.classes().stream()
                        .anyMatch(cell -> disclosure.isOfFew(cell) || cells.printed() && disclosure.keeps(cell))
                || figures.tables().confusion().stream()
                        .anyMatch(row -> disclosure
                                .rule()
                                .hides(row.stream().mapToLong(Long::longValue).sum()));
    }

    /** The rows that a metric rests on: all, or those of a class or a prediction. */
    private Count n(Metric metric, Estimate estimate, Figures figures, EvaluationCells.Matrix cells) {
        if (estimate.n() == 0) {
            return Count.of(0);
        }
        if (estimate.n() == Disclosure.rows(figures)) {
            return disclosure.count(cells.rows());
        }
        List<Cell> of = metric == Metric.PPV || metric == Metric.NPV ? cells.predicted() : cells.classes();
        boolean first = metric == Metric.NPV || metric == Metric.SPECIFICITY;
        return cells.printed() && COUNTING.contains(metric) && of.size() == 2
                ? disclosure.count(of.get(first ? 0 : 1))
                : Count.SUPPRESSED;
    }

    /** A figure that rests on how certain rows and their classes hang together. */
    static MetricValue value(Estimate estimate, Disclosure disclosure, Cell rows, List<Cell> classes) {
        if (disclosure.count(rows).isSuppressed()) {
            return MetricValue.suppressed(FEW_ROWS);
        }
        return classes.stream().anyMatch(disclosure::isOfFew)
                ? MetricValue.suppressed(FEW_OF_A_CLASS)
                : value(estimate, disclosure.count(rows));
    }

    /** Metrics of a model on the rows of another one's evaluation. */
    public Metrics metrics(Figures figures, Evaluated of) {
        return metrics(figures, disclosure.of(of).overall());
    }

    static MetricValue value(Estimate estimate, Count n) {
        if (estimate instanceof Estimate.Measured measured) {
            Interval interval = new Interval(measured.low(), measured.high(), measured.method());
            double bound = measured.errorBound() > 0 ? measured.errorBound() : Double.NaN;
            return new MetricValue(measured.value(), interval, n, bound, estimate.note());
        }
        return MetricValue.undefined(n, estimate.note());
    }

    static Differences differences(Map<Metric, Comparison> comparisons) {
        Map<Metric, Difference> values = new EnumMap<>(Metric.class);
        comparisons.forEach((metric, comparison) -> values.put(metric, difference(comparison)));
        return new Differences(new TreeMap<>(values));
    }

    static Difference difference(Comparison comparison) {
        return comparison instanceof Comparison.Measured measured
                ? new Difference(measured.difference(), measured.low(), measured.high(), measured.p())
                : Difference.NONE;
    }
}

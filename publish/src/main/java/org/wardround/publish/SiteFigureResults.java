package org.wardround.publish;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.SideFlow;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.core.study.Study;
import org.wardround.inference.compare.Comparison;
import org.wardround.inference.compare.Verdict;
import org.wardround.inference.describe.Counts;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.evaluate.Figures;
import org.wardround.publish.table.FigureCells;
import org.wardround.study.figures.Figure;
import org.wardround.study.figures.FigureVerdict;
import org.wardround.study.figures.SiteFigures;
import org.wardround.study.results.Count;
import org.wardround.study.results.SiteVerdict;

/**
 * What one hospital may publish about itself of a run: its metrics, each cleared with the counts that it is made of, as totals of a federation are, and with what it would leave of the totals for the others.
 * Tables, curves and differences of fractions stay at home.
 */
final class SiteFigureResults {
    private static final Set<Metric> FRACTIONS = fractions();

    private final Study study;
    private final FigureCells cells;
    private final SideFlow rows;

    /** Whose they are. */
    record Heading(String run, Sha256 study, SiteId site, int rounds) {}

    /**
     * One model's figures on the hospital's test rows.
     *
     * @param all on everybody's; null where nobody knows that
     */
    record Model(Figures own, @Nullable Figures all) {}

    private static Set<Metric> fractions() {
        Set<Metric> fractions = EnumSet.copyOf(EvaluationResults.COUNTING);
        fractions.add(Metric.ACCURACY);
        return fractions;
    }

    SiteFigureResults(Study study, SideFlow rows, Counts all) {
        this.study = study;
        this.rows = rows;
        this.cells = new FigureCells(Disclosure.RULE, rows, tested(all));
    }

    private static SideFlow tested(Counts all) {
        return new SideFlow(
                Math.toIntExact(all.rows(Side.TEST)),
                Math.toIntExact(all.patients(Side.TEST)),
                Arrays.stream(all.classes(Side.TEST)).mapToObj(Math::toIntExact).toList());
    }

    /** @param verdict null where the hospital has no model of its own */
    SiteFigures of(Heading heading, Model federated, @Nullable Model local, @Nullable Verdict verdict) {
        FigureCells.Said said = said(federated);
        FigureCells.Said own = local == null ? null : said(local);
        FigureCells.Cleared cleared = cells.clear();
        SortedMap<SiteFigures.Model, SortedMap<Metric, Figure>> models = new TreeMap<>();
        models.put(SiteFigures.Model.FEDERATED, figures(federated, said, cleared));
        if (local != null && own != null) {
            models.put(SiteFigures.Model.LOCAL, figures(local, own, cleared));
        }
        return new SiteFigures(
                heading.run,
                heading.study,
                heading.site,
                heading.rounds,
                cleared.rows() ? Count.of(rows.rows()) : Count.SUPPRESSED,
                models,
                verdict == null || local == null ? null : verdict(verdict, models));
    }

    private FigureCells.Said said(Model model) {
        List<List<Long>> confusion = model.own.tables().confusion();
        return model.all == null
                ? cells.alone(confusion)
                : cells.common(confusion, model.all.tables().confusion());
    }

    private SortedMap<Metric, Figure> figures(Model model, FigureCells.Said said, FigureCells.Cleared cleared) {
        SortedMap<Metric, Figure> figures = new TreeMap<>();
        SortedSet<Metric> wanted = new TreeSet<>(study.evaluation().metrics());
        wanted.add(study.evaluation().primary());
        for (Metric metric : wanted) {
            Estimate estimate = model.own.metrics().get(metric);
            if (estimate != null && metric != Metric.CONCORDANCE_ALL_PAIRS) {
                figures.put(metric, isTold(metric, said, cleared) ? figure(estimate) : Figure.SUPPRESSED);
            }
        }
        return figures;
    }

    private static boolean isTold(Metric metric, FigureCells.Said said, FigureCells.Cleared cleared) {
        if (!cleared.rows()) {
            return false;
        }
        if (metric == Metric.ACCURACY) {
            return cleared.shows(said.judged());
        }
        if (EvaluationResults.COUNTING.contains(metric)) {
            return cleared.classes() && cleared.shows(said.matrix());
        }
        return !EvaluationResults.RANKING.contains(metric) || cleared.classes();
    }

    private static Figure figure(Estimate estimate) {
        return estimate instanceof Estimate.Measured measured && isFinite(measured)
                ? Figure.Told.of(
                        measured.value(),
                        Math.min(measured.low(), measured.value()),
                        Math.max(measured.high(), measured.value()))
                : Figure.UNDEFINED;
    }

    private static boolean isFinite(Estimate.Measured measured) {
        return Double.isFinite(measured.value()) && Double.isFinite(measured.low()) && Double.isFinite(measured.high());
    }

    /** Of fractions only the word: how often two models differ would be a count. Where a figure is suppressed, nothing can be told. */
    private FigureVerdict verdict(Verdict verdict, SortedMap<SiteFigures.Model, SortedMap<Metric, Figure>> models) {
        Metric primary = study.evaluation().primary();
        boolean told = models.values().stream()
                .allMatch(figures -> figures.getOrDefault(primary, Figure.SUPPRESSED) instanceof Figure.Told);
        if (!told) {
            return new FigureVerdict(primary, SiteVerdict.Verdict.CANNOT_TELL, null);
        }
        boolean numbers = !FRACTIONS.contains(primary) && verdict.isTested();
        return new FigureVerdict(
                primary,
                SiteVerdict.Verdict.valueOf(verdict.kind().name()),
                numbers && verdict.comparison() instanceof Comparison.Measured measured
                        ? numbers(measured, verdict.adjustedP())
                        : null);
    }

    private static FigureVerdict.Numbers numbers(Comparison.Measured measured, double adjustedP) {
        return new FigureVerdict.Numbers(
                Figure.Told.of(measured.difference(), measured.low(), measured.high()), BigDecimal.valueOf(adjustedP));
    }
}

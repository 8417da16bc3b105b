package org.wardround.report.section;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.wardround.core.identity.SiteId;
import org.wardround.report.markup.Element;
import org.wardround.report.plot.Interval;
import org.wardround.report.plot.IntervalStrip;
import org.wardround.report.plot.Series;
import org.wardround.study.results.ModelResult.Coefficient;
import org.wardround.study.results.Regression.MetaAnalysis;
import org.wardround.study.results.Regression.Pooled;
import org.wardround.study.results.Results;

/** Each hospital's own estimate of each coefficient, what they come to by meta-analysis, and the one-stage estimate beside them. */
final class SiteEstimateSection implements Section {
    /** More would fill pages; the table has them all. */
    private static final int MOST_DRAWN = 12;

    @Override
    public String id() {
        return "site-estimates";
    }

    @Override
    public String title() {
        return "Estimates at each hospital";
    }

    @Override
    public List<Element> of(Results results) {
        Map<String, MetaAnalysis> meta =
                new LinkedHashMap<>(results.model().regression().metaAnalysis());
        meta.keySet().removeIf(term -> results.model().regression().isCurved(term));
        if (meta.isEmpty()) {
            return List.of();
        }
        List<Element> content = new ArrayList<>();
        content.add(forest(results, meta));
        if (meta.size() > MOST_DRAWN) {
            content.add(table(results, meta));
        }
        return content;
    }

    private static Element forest(Results results, Map<String, MetaAnalysis> meta) {
        EffectScale scale = EffectScale.of(results.model().regression());
        List<String> terms = meta.keySet().stream().limit(MOST_DRAWN).toList();
        IntervalStrip strip = scale.strip(ends(results, terms));
        ForestTable table = new ForestTable(
                strip, scale.title() + " at each hospital" + (terms.size() < meta.size() ? ", the first terms" : ""));
        Names names = Names.of(results);
        for (String term : terms) {
            Coefficient coefficient = results.model().coefficients().get(term);
            MetaAnalysis analysis = meta.get(term);
            if (coefficient != null && analysis != null) {
                table.group(Names.withUnit(names.term(term), coefficient.unit()), heterogeneity(analysis));
                rows(table, scale, coefficient, analysis);
            }
        }
        String title = scale.title() + (scale.isRatio() ? ", log scale" : "");
        return Prose.figure(table.build(title), LEGEND + table.cutNote());
    }

    private static final String LEGEND =
            "Two-stage meta-analysis: each hospital’s own fit of the same model, then inverse-variance weights; fixed: one common effect; random: effects that differ, τ² by REML. Federated: the one-stage estimate of the model of this report, from all rows at once. Intervals of 95 %. I²: share of the variation that is between hospitals, by that τ² and the typical variance within hospitals (Higgins and Thompson), so it need not equal (Q − df)/Q. A column that does not vary at a hospital is left out there.";

    private static void rows(ForestTable table, EffectScale scale, Coefficient coefficient, MetaAnalysis analysis) {
        double factor = EffectScale.perEstimate(coefficient);
        analysis.sites()
                .forEach((site, estimate) -> table.row(
                        site.words(),
                        Series.LOCAL,
                        drawn(
                                scale,
                                new Interval(
                                        estimate.estimate() * factor,
                                        estimate.low() * factor,
                                        estimate.high() * factor))));
        table.summary("Fixed effect", Series.POOLED, drawn(scale, pooled(analysis.fixed(), factor)));
        table.summary("Random effects", Series.OTHERS, drawn(scale, pooled(analysis.random(), factor)));
        table.row("Federated", Series.FEDERATED, drawn(scale, EffectScale.interval(coefficient)));
    }

    private static Interval pooled(Pooled pooled, double factor) {
        return new Interval(pooled.estimate() * factor, pooled.low() * factor, pooled.high() * factor);
    }

    private static ForestTable.Drawn drawn(EffectScale scale, Interval interval) {
        return new ForestTable.Drawn(interval, scale.figures(interval), "");
    }

    private static List<Double> ends(Results results, List<String> terms) {
        List<Double> ends = new ArrayList<>();
        for (String term : terms) {
            Coefficient coefficient = results.model().coefficients().get(term);
            MetaAnalysis analysis = results.model().regression().metaAnalysis().get(term);
            if (coefficient != null && analysis != null) {
                double factor = EffectScale.perEstimate(coefficient);
                analysis.sites().values().forEach(site -> {
                    ends.add(site.low() * factor);
                    ends.add(site.high() * factor);
                });
            }
        }
        return ends;
    }

    private static String heterogeneity(MetaAnalysis analysis) {
        return "I² %s, Q %s on %d df, p %s"
                .formatted(
                        Figures.percent(analysis.heterogeneity().i2()),
                        Figures.fixed(analysis.heterogeneity().q(), 1),
                        analysis.heterogeneity().degrees(),
                        Figures.p(analysis.heterogeneity().p()));
    }

    private static Element table(Results results, Map<String, MetaAnalysis> meta) {
        EffectScale scale = EffectScale.of(results.model().regression());
        DataTable table = new DataTable("meta", "Meta-analysis of all terms")
                .head(List.of("Term", "Hospitals", "Fixed effect", "Random effects", "I²", "p of Q"));
        Names names = Names.of(results);
        meta.forEach((term, analysis) -> {
            Coefficient coefficient = results.model().coefficients().get(term);
            double factor = coefficient == null ? 1 : EffectScale.perEstimate(coefficient);
            table.texts(
                    names.term(term),
                    List.of(
                            Integer.toString(analysis.sites().size()),
                            scale.figures(pooled(analysis.fixed(), factor)),
                            scale.figures(pooled(analysis.random(), factor)),
                            Figures.percent(analysis.heterogeneity().i2()),
                            Figures.p(analysis.heterogeneity().p())));
        });
        String without = results.sites().keySet().stream()
                .filter(site ->
                        meta.values().stream().noneMatch(each -> each.sites().containsKey(site)))
                .map(SiteId::words)
                .collect(Collectors.joining(", "));
        return Prose.table(
                table.build(),
                "%s with 95 %% intervals.%s"
                        .formatted(
                                scale.title(),
                                without.isEmpty() ? "" : " Without a fit of their own: " + without + "."));
    }
}

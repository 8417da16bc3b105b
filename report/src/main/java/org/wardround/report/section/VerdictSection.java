package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.report.markup.Element;
import org.wardround.report.plot.IntervalStrip;
import org.wardround.report.plot.Scale;
import org.wardround.report.plot.Series;
import org.wardround.study.results.Results;
import org.wardround.study.results.SiteVerdict;

/** Did federating help this hospital: verdict, paired interval, and the sentence that says what it rests on. */
final class VerdictSection implements Section {
    @Override
    public String id() {
        return "verdict";
    }

    @Override
    public String title() {
        return "Verdict for each hospital";
    }

    @Override
    public String title(Results results) {
        return Home.of(results).map(site -> "Verdict for " + site.words()).orElseGet(this::title);
    }

    @Override
    public List<Element> of(Results results) {
        if (results.verdicts().isEmpty()) {
            return List.of();
        }
        Metric primary = results.header().study().plan().primary();
        double margin = results.header().study().plan().margin();
        IntervalStrip strip = new IntervalStrip(scale(results, margin), 0, margin);
        ForestTable table = new ForestTable(
                strip,
                "Federated minus the hospital’s own model: %s"
                        .formatted(MetricWords.of(primary).name()));
        results.verdicts().forEach((site, verdict) -> addSite(table, site, verdict));
        String side = primary.higherIsBetter() ? "right" : "left";
        String axis = "Difference in %s; %s of 0: federated is better"
                .formatted(MetricWords.withUnit(MetricWords.of(primary).inText(), primary, results), side);
        String legend =
                "Paired difference and 95 %% interval on each hospital’s own test rows. Shaded: the margin of ±%s inside which models count as equivalent."
                        .formatted(Figures.quantity(margin));
        List<Element> content = new ArrayList<>();
        content.add(Prose.figure(table.build(axis), legend + table.cutNote()));
        content.add(sentences(results));
        return content;
    }

    private static void addSite(ForestTable table, SiteId site, SiteVerdict verdict) {
        String tested =
                Double.isNaN(verdict.adjustedP()) ? "not tested" : "adjusted p " + Figures.p(verdict.adjustedP());
        table.group(site.words(), "%s, %s".formatted(Figures.counted(verdict.n(), "test row"), tested));
        table.row(
                word(verdict),
                Series.FEDERATED,
                new ForestTable.Drawn(
                        Values.interval(verdict.difference()),
                        Values.text(verdict.metric(), verdict.difference()),
                        "none to show: the reason stands below"));
    }

    /** The verdict with a sign that tells them apart at a glance, without colour. */
    static String word(SiteVerdict verdict) {
        return switch (verdict.verdict()) {
            case BETTER -> "▲ better";
            case WORSE -> "▼ worse";
            case EQUIVALENT -> "= equivalent";
            case CANNOT_TELL -> "? cannot tell";
        };
    }

    private static Element sentences(Results results) {
        Element list = Element.ofClass("dl", "sentences");
        results.verdicts()
                .forEach((site, verdict) ->
                        list.add(Element.of("dt", site.words())).add(Element.of("dd", verdict.sentence())));
        return list;
    }

    private static Scale scale(Results results, double margin) {
        List<Double> ends = new ArrayList<>();
        results.verdicts().values().forEach(verdict -> {
            ends.add(verdict.difference().value());
            ends.add(verdict.difference().low());
            ends.add(verdict.difference().high());
        });
        return Scale.robust(ends, List.of(-margin, margin));
    }
}

package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.report.markup.Element;
import org.wardround.report.plot.CalibrationPlot;
import org.wardround.report.plot.CalibrationPlot.Bars;
import org.wardround.report.plot.CalibrationPlot.Group;
import org.wardround.report.plot.Interval;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.Results;
import org.wardround.study.results.ScoreHistogram;
import org.wardround.study.results.Tables;

/** Do predicted risks come true: over all hospitals, and at each where they are few. */
final class CalibrationSection implements Section {
    private static final int SITES_AT_MOST = 6;

    @Override
    public String id() {
        return "calibration";
    }

    @Override
    public String title() {
        return "Calibration";
    }

    @Override
    public List<Element> of(Results results) {
        Evaluation federated = results.evaluations().federated();
        if (federated.overallTables().calibration().isEmpty()) {
            return List.of();
        }
        List<Element> content = new ArrayList<>();
        content.add(Prose.paragraph(words(federated.overall())));
        Element plots = Element.ofClass("div", "small-multiples");
        plots.add(plot("All hospitals", federated.overallTables()));
        if (federated.siteTables().size() <= SITES_AT_MOST) {
            for (Map.Entry<SiteId, Tables> site : federated.siteTables().entrySet()) {
                if (!site.getValue().calibration().isEmpty()) {
                    plots.add(plot(site.getKey().words(), site.getValue()));
                }
            }
        }
        content.add(Prose.figure(
                plots,
                "Test rows grouped by predicted risk: share with the event and its 95 % interval. Dashed: perfect calibration. Beneath: how many rows have which prediction, with the event upwards, without it downwards."
                        + (federated.siteTables().size() <= SITES_AT_MOST ? Prose.forTheHolder(results) : "")));
        content.addAll(Recalibrated.of(results));
        return content;
    }

    private static String words(Metrics overall) {
        List<String> parts = new ArrayList<>();
        for (Metric metric : List.of(Metric.CALIBRATION_INTERCEPT, Metric.CALIBRATION_SLOPE)) {
            overall.find(metric)
                    .ifPresent(value -> parts.add("%s %s"
                            .formatted(
                                    MetricWords.of(metric).inText(),
                                    value.isDefined()
                                            ? Values.text(metric, value)
                                            : value.method() + " (" + value.note() + ")")));
        }
        String figures = parts.isEmpty() ? "" : " Over all hospitals: " + Prose.list(parts) + ".";
        return "Points on the diagonal: among patients with a predicted risk of 30 %, 30 % have the event. Below it, risks are predicted too high; above it, too low."
                + figures;
    }

    private static Element plot(String title, Tables tables) {
        List<Group> groups =
                tables.calibration().stream().map(CalibrationSection::group).toList();
        ScoreHistogram scores = tables.scoreHistogram();
        Bars bars = new Bars(scores.edges(), scores.positives(), scores.negatives());
        String label = "Calibration, %s: %s.".formatted(title, Figures.counted(groups.size(), "group"));
        return Element.ofClass("div", "chart-box")
                .add(Element.of("h3", title))
                .add(CalibrationPlot.draw(groups, bars, label));
    }

    private static Group group(Tables.CalibrationBin bin) {
        String tip = "predicted %s, observed %s (%s to %s), n = %d"
                .formatted(
                        Figures.fixed(bin.meanPredicted(), 3),
                        Figures.fixed(bin.observed(), 3),
                        Figures.fixed(bin.low(), 3),
                        Figures.fixed(bin.high(), 3),
                        bin.n());
        return new Group(bin.meanPredicted(), new Interval(bin.observed(), bin.low(), bin.high()), tip);
    }
}

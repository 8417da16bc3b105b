package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import org.wardround.report.markup.Element;
import org.wardround.report.plot.LineChart;
import org.wardround.report.plot.LineChart.Curve;
import org.wardround.report.plot.LineChart.Flag;
import org.wardround.report.plot.LineChart.Value;
import org.wardround.report.plot.Scale;
import org.wardround.study.results.Regression;
import org.wardround.study.results.Regression.BaselinePoint;
import org.wardround.study.results.Regression.CurvePoint;
import org.wardround.study.results.Results;

/** Curves of an exact regression: the baseline survival, and what splines and polynomials amount to. */
final class CurveSection implements Section {
    @Override
    public String id() {
        return "curves";
    }

    @Override
    public String title() {
        return "Curves";
    }

    @Override
    public List<Element> of(Results results) {
        Regression regression = results.model().regression();
        List<Element> content = new ArrayList<>();
        if (!regression.baseline().isEmpty()) {
            content.add(baseline(results));
        }
        regression.curves().forEach((variable, curve) -> content.add(effect(results, variable, curve)));
        return content;
    }

    private static Element baseline(Results results) {
        List<BaselinePoint> points = results.model().regression().baseline();
        List<Value> steps = new ArrayList<>(List.of(new Value(0, 1)));
        points.forEach(point -> steps.add(new Value(point.time(), point.survival())));
        double survival = points.get(points.size() - 1).survival();
        double last = points.get(points.size() - 1).time();
        String unit = results.header().study().outcome().unit();
        LineChart chart = new LineChart(
                Scale.around(List.of(0.0, last)),
                new Scale(0, 1),
                Names.withUnit("Time", unit),
                "Share without the event");
        Curve curve = new Curve("", "federated", steps);
        String label = "Baseline survival, from 1 at the start to %s at %s %s."
                .formatted(Figures.fixed(survival, 2), Figures.quantity(last), unit);
        return Prose.figure(
                Element.ofClass("div", "chart-box").add(chart.draw(List.of(curve), List.of(), label)),
                "Baseline survival of a patient with the mean of every column, one curve for all hospitals (Breslow’s estimator on the study’s time grid). Told at a few round times, between which more than ten patients had the event; drawn straight between them.");
    }

    private static Element effect(Results results, String variable, Regression.Curve curve) {
        EffectScale scale = EffectScale.of(results.model().regression());
        List<Double> heights = new ArrayList<>(List.of(scale.shown(0)));
        curve.points().forEach(point -> {
            heights.add(scale.shown(point.low()));
            heights.add(scale.shown(point.high()));
        });
        List<CurvePoint> points = curve.points();
        String title = Names.of(results).title(variable);
        LineChart chart = new LineChart(
                new Scale(points.get(0).value(), points.get(points.size() - 1).value()),
                Scale.around(heights),
                Names.withUnit(title, curve.unit()),
                scale.title() + (scale.isRatio() ? " against " : " from ") + Figures.quantity(curve.reference()));
        List<Curve> curves = List.of(
                new Curve("", "bound", values(points, point -> scale.shown(point.low()))),
                new Curve("", "bound", values(points, point -> scale.shown(point.high()))),
                new Curve("", "federated", values(points, point -> scale.shown(point.estimate()))));
        String label = "%s by %s.".formatted(scale.title(), title);
        return Prose.figure(
                Element.ofClass("div", "chart-box")
                        .add(chart.draw(
                                curves,
                                List.of(new Flag(curve.reference(), "mean " + Figures.quantity(curve.reference()))),
                                label)),
                "%s of %s against its mean, all else equal; dashed: 95 %% interval at each value."
                        .formatted(scale.title(), title));
    }

    /** One of the heights of a point. */
    private interface Height {
        double of(CurvePoint point);
    }

    private static List<Value> values(List<CurvePoint> points, Height height) {
        return points.stream()
                .map(point -> new Value(point.value(), height.of(point)))
                .toList();
    }
}

package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.wardround.core.study.Metric;
import org.wardround.report.markup.Element;
import org.wardround.report.plot.LineChart;
import org.wardround.report.plot.LineChart.Curve;
import org.wardround.report.plot.LineChart.Flag;
import org.wardround.report.plot.LineChart.Mark;
import org.wardround.report.plot.LineChart.Value;
import org.wardround.report.plot.Scale;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.Results;
import org.wardround.study.results.Tables.NetBenefitPoint;

/** The decision curve: is acting on the model better than treating all or nobody, whatever the threshold. */
final class NetBenefitSection implements Section {
    @Override
    public String id() {
        return "net-benefit";
    }

    @Override
    public String title() {
        return "Net benefit";
    }

    @Override
    public List<Element> of(Results results) {
        List<NetBenefitPoint> points =
                results.evaluations().federated().overallTables().netBenefit();
        if (points.isEmpty()) {
            return List.of();
        }
        List<Double> heights = new ArrayList<>(List.of(0.0));
        points.forEach(point -> heights.add(point.model()));
        double top = heights.stream().max(Double::compare).orElse(0.0);
        points.forEach(point -> heights.add(Math.max(point.treatAll(), -0.25 * Math.max(top, 0.04))));
        List<Mark> marks = marks(results);
        marks.forEach(
                mark -> heights.addAll(List.of(mark.value().low(), mark.value().high())));
        Scale scale = Scale.around(heights);
        LineChart chart = new LineChart(new Scale(0, 1), scale, "Threshold probability", "Net benefit a patient");
        List<Curve> curves = List.of(
                curve("model", "federated", points, NetBenefitPoint::model, scale),
                curve("treat all", "validation", points, NetBenefitPoint::treatAll, scale),
                new Curve("treat none", "none", List.of(new Value(0, 0), new Value(1, 0))));
        String label = "Net benefit of the model, of treating all and of treating nobody, by threshold probability.";
        return List.of(Prose.figure(
                Element.ofClass("div", "chart-box")
                        .add(chart.draw(curves, flags(results.model().threshold()), marks, label)),
                "Net benefit of acting on the model’s predictions, test rows of all hospitals: patients rightly treated less those wrongly treated, these weighted by the odds of the threshold. The higher curve is the better policy at that threshold."
                        + marks.stream().map(mark -> " " + mark.tip() + ".").collect(Collectors.joining())));
    }

    /** Up to where the curve leaves the axis downwards. */
    private static Curve curve(
            String name,
            String classes,
            List<NetBenefitPoint> points,
            ToDoubleFunction<NetBenefitPoint> height,
            Scale scale) {
        return new Curve(
                name,
                classes,
                points.stream()
                        .filter(point -> height.applyAsDouble(point) >= scale.low())
                        .map(point -> new Value(point.threshold(), height.applyAsDouble(point)))
                        .toList());
    }

    /** The study's own threshold has an interval; the curves have none. */
    private static List<Mark> marks(Results results) {
        double at = results.model().threshold().value();
        return results.evaluations().federated().overall().find(Metric.NET_BENEFIT).stream()
                .filter(value -> Double.isFinite(at) && value.isDefined())
                .map(value -> new Mark(
                        at,
                        Values.interval(value),
                        "At the threshold of %s: %s, 95 %% interval"
                                .formatted(Figures.fixed(at, 3), Values.text(Metric.NET_BENEFIT, value))))
                .toList();
    }

    private static List<Flag> flags(ModelResult.Threshold threshold) {
        return threshold.isNone() || !Double.isFinite(threshold.value())
                ? List.of()
                : List.of(new Flag(threshold.value(), "threshold " + Figures.fixed(threshold.value(), 3)));
    }
}

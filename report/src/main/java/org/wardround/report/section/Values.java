package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.core.study.Metric;
import org.wardround.report.plot.Interval;
import org.wardround.report.plot.Scale;
import org.wardround.study.results.Difference;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Metrics;

/** Metric values and differences as the report writes and draws them. */
final class Values {
    private Values() {}

    static Interval interval(MetricValue value) {
        return new Interval(value.value(), value.low(), value.high());
    }

    static Interval interval(Difference difference) {
        return new Interval(difference.value(), difference.low(), difference.high());
    }

    /** {@code 0.881 (0.838 to 0.913)}. */
    static String text(Metric metric, MetricValue value) {
        String bounds = bounds(metric, value);
        return Figures.metric(metric, value.value()) + (bounds.isEmpty() ? "" : " (" + bounds + ")");
    }

    /** {@code 0.838 to 0.913}; empty without an interval. */
    static String bounds(Metric metric, MetricValue value) {
        return interval(value).hasBounds()
                ? Figures.metric(metric, value.low()) + " to " + Figures.metric(metric, value.high())
                : "";
    }

    /** {@code −0.002 (−0.010 to +0.006)}; in the outcome's unit as many decimals as give half the interval two digits. */
    static String text(Metric metric, Difference difference) {
        if (metric == Metric.RMSE && interval(difference).hasBounds()) {
            int decimals = Figures.decimalsFor((difference.high() - difference.low()) / 2);
            return "%s (%s to %s)"
                    .formatted(
                            Figures.signedFixed(difference.value(), decimals),
                            Figures.signedFixed(difference.low(), decimals),
                            Figures.signedFixed(difference.high(), decimals));
        }
        if (isTiny(difference)) {
            return "%s (%s to %s)"
                    .formatted(
                            Figures.quantity(difference.value()),
                            Figures.quantity(difference.low()),
                            Figures.quantity(difference.high()));
        }
        String value = Figures.difference(metric, difference.value());
        return interval(difference).hasBounds()
                ? "%s (%s to %s)"
                        .formatted(
                                value,
                                Figures.difference(metric, difference.low()),
                                Figures.difference(metric, difference.high()))
                : value;
    }

    /** Whether three decimals would say that there is no difference and no uncertainty at all. */
    private static boolean isTiny(Difference difference) {
        double most = Math.max(Math.abs(difference.low()), Math.abs(difference.high()));
        return most > 0 && most < 0.0005;
    }

    static ForestTable.Drawn drawn(Metric metric, MetricValue value) {
        return new ForestTable.Drawn(
                interval(value), text(metric, value), value.isDefined() ? "" : value.method() + ": " + value.note());
    }

    /** An axis that holds the intervals of all these values, but for a few that would leave no room for the others. */
    static Scale scale(Metric metric, List<MetricValue> values) {
        List<Double> ends = new ArrayList<>();
        for (MetricValue value : values) {
            ends.add(value.value());
            ends.add(value.low());
            ends.add(value.high());
        }
        return MetricWords.within(metric, Scale.robust(ends, List.of()));
    }

    static List<MetricValue> present(List<Metrics> metrics, Metric metric) {
        return metrics.stream()
                .map(each -> each.find(metric))
                .flatMap(Optional::stream)
                .toList();
    }
}

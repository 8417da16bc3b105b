package org.wardround.report.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.wardround.report.markup.Svg;
import org.wardround.report.markup.Svg.Point;

/**
 * Curves over a common axis, each with its name at its right end.
 *
 * @param x horizontal axis
 * @param y vertical axis
 * @param xTitle with unit
 * @param yTitle with unit; stands above the axis
 */
public record LineChart(Scale x, Scale y, String xTitle, String yTitle) {
    private static final int TOP = 26;
    private static final int AREA = 220;
    private static final int HEIGHT = TOP + AREA + 42;
    private static final int LABEL_DISTANCE = 14;
    private static final int TICKS = 5;

    /**
     * One curve.
     *
     * @param classes of the style sheet, for colour and dashes
     * @param points places on the axes, from left to right; those with NaN interrupt nothing and are passed over
     */
    public record Curve(String name, String classes, List<Value> points) {
        public Curve {
            points = points.stream()
                    .filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y()))
                    .toList();
        }
    }

    /** A place on the axes. */
    public record Value(double x, double y) {}

    /**
     * A vertical line with a text at its top.
     *
     * @param at on the horizontal axis
     */
    public record Flag(double at, String text) {}

    /**
     * A single value with its interval.
     *
     * @param at on the horizontal axis
     * @param value on the vertical axis
     */
    public record Mark(double at, Interval value, String tip) {}

    public Svg draw(List<Curve> curves, List<Flag> flags, String label) {
        return draw(curves, flags, List.of(), label);
    }

    public Svg draw(List<Curve> curves, List<Flag> flags, List<Mark> marks, String label) {
        Svg svg = new Svg("chart", HEIGHT, label);
        axes(svg);
        flags.forEach(flag -> flag(svg, flag));
        List<Curve> visible =
                curves.stream().filter(curve -> !curve.points().isEmpty()).toList();
        visible.forEach(curve -> draw(svg, curve));
        names(svg, visible);
        marks.stream().filter(mark -> mark.value().isDefined()).forEach(mark -> draw(svg, mark));
        return svg;
    }

    private void axes(Svg svg) {
        List<Double> rows = y.ticks(TICKS);
        List<String> rowLabels = y.labels(TICKS);
        for (int i = 0; i < rows.size(); i++) {
            double at = vertical(rows.get(i));
            svg.line(rows.get(i) == 0 ? "zero" : "grid", new Point(0, at), new Point(1, at));
            svg.textBeside("tick end", new Point(0, at + 4), -8, rowLabels.get(i));
        }
        List<Double> columns = x.ticks(TICKS);
        List<String> columnLabels = x.labels(TICKS);
        for (int i = 0; i < columns.size(); i++) {
            double at = x.fraction(columns.get(i));
            svg.line("axis-line", new Point(at, TOP + AREA), new Point(at, TOP + AREA + 5));
            svg.text("tick middle", new Point(at, TOP + AREA + 18), columnLabels.get(i));
        }
        svg.line("axis-line", new Point(0, TOP + AREA), new Point(1, TOP + AREA));
        svg.text("axis-title middle", new Point(0.5, HEIGHT - 6), xTitle);
        svg.textBeside("axis-title", new Point(0, 12), -44, yTitle);
    }

    private void draw(Svg svg, Curve curve) {
        List<Point> points = curve.points().stream()
                .map(value -> new Point(x.fraction(value.x()), vertical(value.y())))
                .toList();
        if (points.size() == 1) {
            svg.mark("dot " + curve.classes(), points.get(0), Series.FEDERATED.shape(), curve.name());
        } else {
            svg.curve("curve " + curve.classes(), points);
        }
    }

    private void draw(Svg svg, Mark mark) {
        double at = x.fraction(mark.at());
        if (mark.value().hasBounds()) {
            Point low = new Point(at, vertical(mark.value().low()));
            Point high = new Point(at, vertical(mark.value().high()));
            svg.line("whisker federated", low, high);
            svg.mark("whisker federated", low, "M-4,0H4", "");
            svg.mark("whisker federated", high, "M-4,0H4", "");
        }
        Point point = new Point(at, vertical(mark.value().value()));
        svg.mark("dot federated", point, Series.FEDERATED.shape(), mark.tip());
    }

    private void flag(Svg svg, Flag flag) {
        double at = x.fraction(flag.at());
        svg.line("flag", new Point(at, TOP - 6), new Point(at, TOP + AREA));
        boolean atRight = at > 0.6;
        svg.textBeside("flag-text" + (atRight ? " end" : ""), new Point(at, TOP + 4), atRight ? -6 : 6, flag.text());
    }

    /** Names at the right ends, moved apart where they would touch. */
    private void names(Svg svg, List<Curve> curves) {
        List<Curve> fromTop = new ArrayList<>(curves);
        fromTop.sort(Comparator.comparingDouble(curve -> vertical(last(curve).y())));
        double free = 0;
        for (Curve curve : fromTop) {
            Value end = last(curve);
            double at = Math.max(free, Math.min(vertical(end.y()), TOP + AREA - 12) + 4);
            svg.textBeside("name " + curve.classes(), new Point(x.fraction(end.x()), at), 8, curve.name());
            free = at + LABEL_DISTANCE;
        }
    }

    private static Value last(Curve curve) {
        return curve.points().get(curve.points().size() - 1);
    }

    private double vertical(double value) {
        return TOP + AREA * (1 - y.fraction(value));
    }
}

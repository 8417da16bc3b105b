package org.wardround.report.plot;

import java.util.List;
import org.wardround.report.markup.Svg;
import org.wardround.report.markup.Svg.Point;

/**
 * One row of a forest plot: a value with its interval on an axis that all rows share.
 *
 * @param scale the shared axis
 * @param reference where a vertical line stands, such as 0 for differences; NaN for none
 * @param margin half width of the shaded band about the reference; 0 for none
 * @param ratios whether values are logarithms, and the axis is to show what they are logarithms of
 */
public record IntervalStrip(Scale scale, double reference, double margin, boolean ratios) {
    private static final int HEIGHT = 24;
    private static final int AXIS_HEIGHT = 36;
    private static final int TICKS = 4;
    private static final int DIAMOND = 7;
    private static final double NARROW = 0.02;

    public IntervalStrip(Scale scale, double reference, double margin) {
        this(scale, reference, margin, false);
    }

    /** Rows of logarithms of ratios, held against a ratio of 1. */
    public static IntervalStrip ofRatios(Scale logarithms) {
        return new IntervalStrip(logarithms, 0, 0, true);
    }

    /** A row on which nothing is held against a reference. */
    public static IntervalStrip plain(Scale scale) {
        return new IntervalStrip(scale, Double.NaN, 0);
    }

    /** The row of one value; where it is not defined only the grid is drawn. */
    public Svg row(Series series, Interval interval, String label) {
        Svg svg = new Svg("strip", HEIGHT, label);
        grid(svg, HEIGHT);
        if (interval.isDefined()) {
            draw(svg, series, interval, label);
        }
        return svg;
    }

    /** The axis under the rows. */
    public Svg axis(String title) {
        Svg svg = new Svg("strip axis", AXIS_HEIGHT, "Axis: " + title);
        svg.line("axis-line", new Point(0, 0.5), new Point(1, 0.5));
        List<Double> ticks = ticks();
        List<String> labels =
                ratios ? RatioTicks.of(scale).stream().map(RatioTicks::label).toList() : scale.labels(TICKS);
        for (int i = 0; i < ticks.size(); i++) {
            double x = scale.fraction(ticks.get(i));
            svg.line("axis-line", new Point(x, 0), new Point(x, 5));
            svg.text("tick middle", new Point(x, 17), labels.get(i));
        }
        return svg.text("axis-title middle", new Point(0.5, 33), title);
    }

    private void grid(Svg svg, int height) {
        if (margin > 0) {
            double from = scale.fraction(reference - margin);
            svg.rectangle("margin", new Point(from, 0), scale.fraction(reference + margin) - from, height);
        }
        for (double tick : ticks()) {
            double x = scale.fraction(tick);
            svg.line("grid", new Point(x, 0), new Point(x, height));
        }
        if (scale.holds(reference)) {
            double x = scale.fraction(reference);
            svg.line("reference", new Point(x, 0), new Point(x, height));
        }
    }

    private List<Double> ticks() {
        return ratios ? RatioTicks.of(scale).stream().map(StrictMath::log).toList() : scale.ticks(TICKS);
    }

    /** The row of a summary of others: a diamond as wide as its interval. */
    public Svg summary(Series series, Interval interval, String label) {
        Svg svg = new Svg("strip", HEIGHT, label);
        grid(svg, HEIGHT);
        if (interval.hasBounds()) {
            double middle = HEIGHT / 2.0;
            Point left = new Point(scale.fraction(interval.low()), middle);
            Point top = new Point(scale.fraction(interval.value()), middle - DIAMOND);
            Point right = new Point(scale.fraction(interval.high()), middle);
            Point bottom = new Point(scale.fraction(interval.value()), middle + DIAMOND);
            svg.curve("diamond " + series.cssClass(), List.of(left, top, right, bottom, left));
            // However narrow the interval, there is something to be seen.
            if (right.x() - left.x() < NARROW) {
                svg.mark("dot " + series.cssClass(), new Point(top.x(), middle), "M-3,0L0,-7L3,0L0,7Z", label);
            }
        }
        return svg;
    }

    private void draw(Svg svg, Series series, Interval interval, String label) {
        double middle = HEIGHT / 2.0;
        if (interval.hasBounds()) {
            Point low = new Point(scale.fraction(interval.low()), middle);
            Point high = new Point(scale.fraction(interval.high()), middle);
            svg.line("whisker " + series.cssClass(), low, high);
            end(svg, series, low, interval.low());
            end(svg, series, high, interval.high());
        }
        Point at = new Point(scale.fraction(interval.value()), middle);
        if (!scale.cuts(interval.value())) {
            svg.mark("dot " + series.cssClass(), at, series.shape(), label);
        } else if (!interval.hasBounds()) {
            end(svg, series, at, interval.value());
        }
    }

    /** A bar where the interval ends, an arrow where it goes on beyond the axis. */
    private void end(Svg svg, Series series, Point at, double value) {
        if (scale.cuts(value)) {
            String arrow = value < scale.low() ? "M9,-5L0,0L9,5" : "M-9,-5L0,0L-9,5";
            svg.mark("whisker arrow " + series.cssClass(), at, arrow, "");
        } else {
            svg.mark("whisker " + series.cssClass(), at, "M0,-4V4", "");
        }
    }

    /** Whether part of the interval, or its value, lies beyond the axis. */
    public boolean cuts(Interval interval) {
        return scale.cuts(interval.value())
                || (interval.hasBounds() && (scale.cuts(interval.low()) || scale.cuts(interval.high())));
    }
}

package org.wardround.report.plot;

import java.util.List;
import org.wardround.report.markup.Svg;
import org.wardround.report.markup.Svg.Point;

/** Where each of many places stands on one axis: a tick each, no interval, nothing in order of size. */
public final class TickStrip {
    private static final int HEIGHT = 24;

    private TickStrip() {}

    /** Values that are not finite are passed over. */
    public static Svg draw(Scale scale, List<Double> values, String label) {
        Svg svg = new Svg("strip", HEIGHT, label);
        svg.line("grid", new Point(0, HEIGHT / 2.0), new Point(1, HEIGHT / 2.0));
        for (double value : values) {
            if (Double.isFinite(value)) {
                double x = scale.fraction(value);
                svg.line("site-tick", new Point(x, 4), new Point(x, HEIGHT - 4));
            }
        }
        return svg;
    }
}

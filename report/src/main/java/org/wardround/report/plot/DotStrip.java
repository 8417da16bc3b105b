package org.wardround.report.plot;

import java.util.Comparator;
import java.util.List;
import org.wardround.report.markup.Svg;
import org.wardround.report.markup.Svg.Point;

/**
 * Where several places stand in one row: a mark each, and the names of the lowest and the highest beside theirs.
 *
 * @param scale the axis that all rows share
 */
public record DotStrip(Scale scale) {
    private static final int HEIGHT = 24;
    private static final double MIDDLE = HEIGHT / 2.0;
    private static final int TICKS = 4;
    private static final int LONGEST_NAME = 16;

    /** One place. */
    public record Dot(String name, double value, SiteMark mark) {}

    /**
     * The row.
     *
     * @param dots with finite values
     */
    public Svg row(List<Dot> dots, String label) {
        Svg svg = new Svg("strip", HEIGHT, label);
        scale.ticks(TICKS).forEach(tick -> {
            double x = scale.fraction(tick);
            svg.line(tick == 0 ? "reference" : "grid", new Point(x, 0), new Point(x, HEIGHT));
        });
        dots.forEach(dot -> draw(svg, dot));
        Comparator<Dot> byValue = Comparator.comparingDouble(Dot::value);
        dots.stream().min(byValue).ifPresent(dot -> svg.textBeside("dot-name end", at(dot, 4), -10, shortened(dot)));
        dots.stream().max(byValue).ifPresent(dot -> svg.textBeside("dot-name", at(dot, 4), 10, shortened(dot)));
        return svg;
    }

    private void draw(Svg svg, Dot dot) {
        String arrow = dot.value() < scale.low() ? "M9,-5L0,0L9,5" : "M-9,-5L0,0L-9,5";
        if (scale.cuts(dot.value())) {
            svg.mark("whisker arrow " + dot.mark().cssClass(), at(dot, 0), arrow, dot.name());
        } else {
            svg.mark("dot " + dot.mark().cssClass(), at(dot, 0), dot.mark().path(), dot.name());
        }
    }

    private Point at(Dot dot, double below) {
        return new Point(scale.fraction(dot.value()), MIDDLE + below);
    }

    private static String shortened(Dot dot) {
        String name = dot.name();
        return name.length() <= LONGEST_NAME ? name : "…" + name.substring(name.length() - LONGEST_NAME + 1);
    }
}

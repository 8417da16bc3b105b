package org.wardround.report;

import java.util.ArrayList;
import java.util.List;
import org.wardround.report.markup.Element;
import org.wardround.report.markup.StyleSheet;
import org.wardround.report.markup.Svg;
import org.wardround.report.plot.LineChart;
import org.wardround.report.plot.LineChart.Curve;
import org.wardround.report.plot.LineChart.Value;
import org.wardround.report.plot.Scale;

/** ε over the rounds, as an SVG file that needs nothing beside it. */
public final class PrivacyPlot {
    private static final String STYLE = """
            svg { overflow: visible; font-family: "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; }
            text { font-size: 12px; fill: #1a1a1a; } .tick { fill: #555; font-size: 11.5px; }
            .middle { text-anchor: middle; } .end { text-anchor: end; } .name { font-weight: 700; }
            .grid { stroke: #e3e3e3; } .axis-line { stroke: #1a1a1a; } .zero { stroke: #999; }
            .curve { fill: none; stroke: #0060a0; stroke-width: 2; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
            .curve.none { stroke: #777; stroke-dasharray: 5 4; } .dot { fill: #0060a0; } .dot.none { fill: #777; }
            text.federated { fill: #0060a0; } text.none { fill: #555; }
            """;
    private static final int LEFT = 56;
    private static final int TOP = 12;
    private static final int PLOT = 440;
    private static final int WIDTH = 640;

    private PrivacyPlot() {}

    /** What was spent by the end of a round. */
    public record Spent(int round, double epsilon) {}

    /**
     * One way of counting.
     *
     * @param name stands at the line's end
     * @param look {@code federated} for the first line, {@code none} for one to compare with
     */
    public record Line(String name, String look, List<Spent> spent) {
        public Line {
            spent = List.copyOf(spent);
        }
    }

    /**
     * The file's text, to be written as UTF-8.
     *
     * @param lines one or more, each with its rounds ascending
     * @param title of the vertical axis, with δ
     */
    public static String svg(List<Line> lines, String title) {
        List<Double> heights = new ArrayList<>(List.of(0.0));
        int last = 1;
        List<Curve> curves = new ArrayList<>();
        for (Line line : lines) {
            List<Value> points = new ArrayList<>(List.of(new Value(0, 0)));
            for (Spent spent : line.spent()) {
                points.add(new Value(spent.round(), spent.epsilon()));
                heights.add(spent.epsilon());
                last = Math.max(last, spent.round());
            }
            curves.add(new Curve(line.name(), line.look(), points));
        }
        Svg chart = new LineChart(new Scale(0, last), Scale.around(heights), "Rounds", title)
                .draw(curves, List.of(), "ε over the rounds");
        return Element.of("svg")
                        .with("xmlns", "http://www.w3.org/2000/svg")
                        .with("width", Integer.toString(WIDTH))
                        .with("height", Integer.toString(chart.height() + 2 * TOP))
                        .add(new StyleSheet(STYLE))
                        .add(Element.of("rect")
                                .with("width", "100%")
                                .with("height", "100%")
                                .with("fill", "#fff"))
                        .add(Element.of("svg")
                                .with("x", Integer.toString(LEFT))
                                .with("y", Integer.toString(TOP))
                                .with("width", Integer.toString(PLOT))
                                .with("height", Integer.toString(chart.height()))
                                .add(chart))
                + "\n";
    }
}

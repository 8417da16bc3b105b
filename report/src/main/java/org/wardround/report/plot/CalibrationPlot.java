package org.wardround.report.plot;

import java.util.List;
import org.wardround.report.markup.Svg;
import org.wardround.report.markup.Svg.Point;

/** Observed against predicted risk with intervals, over a histogram of the predictions: events upwards, others downwards. */
public final class CalibrationPlot {
    private static final int TOP = 26;
    private static final int AREA = 240;
    private static final int GAP = 14;
    private static final int BARS = 34;
    private static final int AXIS = TOP + AREA;
    private static final int MIDDLE = AXIS + GAP + BARS;
    private static final int BOTTOM = MIDDLE + BARS;
    private static final int HEIGHT = BOTTOM + 42;
    private static final Scale RISK = new Scale(0, 1);

    private CalibrationPlot() {}

    /**
     * One group of patients.
     *
     * @param predicted mean predicted risk
     * @param observed share with the event, with its interval
     * @param tip for those who rest the pointer on it
     */
    public record Group(double predicted, Interval observed, String tip) {}

    /** Counts in equal steps over 0 to 1; empty lists for no histogram. */
    public record Bars(List<Double> edges, List<Integer> positives, List<Integer> negatives) {
        public Bars {
            edges = List.copyOf(edges);
            positives = List.copyOf(positives);
            negatives = List.copyOf(negatives);
        }
    }

    public static Svg draw(List<Group> groups, Bars bars, String label) {
        Svg svg = new Svg("chart square", HEIGHT, label);
        axes(svg);
        svg.line("ideal", new Point(0, AXIS), new Point(1, TOP));
        groups.stream().filter(group -> group.observed().isDefined()).forEach(group -> draw(svg, group));
        histogram(svg, bars);
        return svg;
    }

    private static void axes(Svg svg) {
        List<Double> ticks = RISK.ticks(5);
        List<String> labels = RISK.labels(5);
        for (int i = 0; i < ticks.size(); i++) {
            double at = ticks.get(i);
            svg.line("grid", new Point(0, vertical(at)), new Point(1, vertical(at)));
            svg.textBeside("tick end", new Point(0, vertical(at) + 4), -8, labels.get(i));
            svg.line("grid", new Point(at, TOP), new Point(at, AXIS));
            svg.line("axis-line", new Point(at, BOTTOM), new Point(at, BOTTOM + 5));
            svg.text("tick middle", new Point(at, BOTTOM + 18), labels.get(i));
        }
        svg.line("axis-line", new Point(0, AXIS), new Point(1, AXIS));
        svg.line("axis-line", new Point(0, BOTTOM), new Point(1, BOTTOM));
        svg.text("axis-title middle", new Point(0.5, HEIGHT - 6), "Predicted risk");
        svg.textBeside("axis-title", new Point(0, 12), -40, "Observed share with the event");
    }

    private static void draw(Svg svg, Group group) {
        double x = RISK.fraction(group.predicted());
        if (group.observed().hasBounds()) {
            Point low = new Point(x, vertical(group.observed().low()));
            Point high = new Point(x, vertical(group.observed().high()));
            svg.line("whisker federated", low, high);
            svg.mark("whisker federated", low, "M-4,0H4", "");
            svg.mark("whisker federated", high, "M-4,0H4", "");
        }
        Point at = new Point(x, vertical(group.observed().value()));
        svg.mark("dot federated", at, Series.FEDERATED.shape(), group.tip());
    }

    private static void histogram(Svg svg, Bars bars) {
        int most = 1;
        for (int i = 0; i < bars.positives().size(); i++) {
            most = Math.max(
                    most, Math.max(bars.positives().get(i), bars.negatives().get(i)));
        }
        for (int i = 0; i < bars.positives().size(); i++) {
            double from = RISK.fraction(bars.edges().get(i));
            double width = RISK.fraction(bars.edges().get(i + 1)) - from;
            double up = (double) BARS * bars.positives().get(i) / most;
            double down = (double) BARS * bars.negatives().get(i) / most;
            svg.rectangle("bar positives", new Point(from, MIDDLE - up), width, up);
            svg.rectangle("bar negatives", new Point(from, MIDDLE), width, down);
        }
        if (!bars.positives().isEmpty()) {
            svg.line("axis-line", new Point(0, MIDDLE), new Point(1, MIDDLE));
            svg.textBeside("tick end", new Point(0, MIDDLE - 6), -8, "event");
            svg.textBeside("tick end", new Point(0, MIDDLE + 14), -8, "none");
        }
    }

    private static double vertical(double share) {
        return TOP + AREA * (1 - RISK.fraction(share));
    }
}

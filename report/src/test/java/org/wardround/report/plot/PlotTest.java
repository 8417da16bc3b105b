package org.wardround.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.report.markup.Svg;
import org.wardround.report.plot.LineChart.Curve;
import org.wardround.report.plot.LineChart.Flag;
import org.wardround.report.plot.LineChart.Value;

class PlotTest {
    private static final Scale SHARE = new Scale(0, 1);

    @Test
    void an_interval_is_drawn_where_its_numbers_say() {
        String svg = text(IntervalStrip.plain(SHARE).row(Series.FEDERATED, new Interval(0.5, 0.25, 0.75), "a label"));
        assertThat(svg)
                .contains("<line class=\"whisker federated\" x1=\"25%\" y1=\"12\" x2=\"75%\" y2=\"12\"></line>")
                .contains("<svg x=\"50%\" y=\"12\"><path class=\"dot federated\"")
                .contains("aria-label=\"a label\"");
    }

    @Test
    void a_value_without_interval_is_a_mark_alone() {
        String svg = text(IntervalStrip.plain(SHARE).row(Series.LOCAL, Interval.point(0.1), ""));
        assertThat(svg).contains("dot local").doesNotContain("whisker");
    }

    @Test
    void the_margin_is_shaded_around_the_reference() {
        // from -0.2 to 0.2, a margin of 0.02 about 0 reaches from 45 % to 55 %
        String svg =
                text(new IntervalStrip(new Scale(-0.2, 0.2), 0, 0.02).row(Series.FEDERATED, Interval.point(0), ""));
        assertThat(svg)
                .contains("<rect class=\"margin\" x=\"45%\" y=\"0\" width=\"10%\"")
                .contains("<line class=\"reference\" x1=\"50%\"");
    }

    @Test
    void curves_have_their_names_at_their_ends_apart_from_each_other() {
        LineChart chart = new LineChart(new Scale(0, 10), SHARE, "Round", "Loss");
        List<Value> points = List.of(new Value(0, 0.2), new Value(10, 0.5));
        String svg = text(chart.draw(
                List.of(new Curve("one", "train", points), new Curve("two", "validation", points)),
                List.of(new Flag(5, "kept")),
                "losses"));
        // 0.5 is in the middle of the 220 pixels under the 26 at the top: base line at 140; the second name 14 below
        assertThat(svg)
                .contains("dx=\"8\" y=\"140\">one</text>")
                .contains("dx=\"8\" y=\"154\">two</text>")
                .contains(">kept</text>")
                .contains("M0,202L1000,136");
    }

    @Test
    void points_that_are_not_defined_interrupt_nothing() {
        Curve curve = new Curve("a", "train", List.of(new Value(1, 0.5), new Value(2, Double.NaN), new Value(3, 0.4)));
        assertThat(curve.points()).hasSize(2);
        LineChart chart = new LineChart(new Scale(0, 10), SHARE, "Round", "Loss");
        assertThat(text(chart.draw(List.of(new Curve("none", "train", List.of())), List.of(), "")))
                .doesNotContain("none");
    }

    @Test
    void calibration_groups_stand_at_predicted_and_observed() {
        CalibrationPlot.Group group = new CalibrationPlot.Group(0.25, new Interval(0.5, 0.4, 0.6), "tip");
        String svg = text(CalibrationPlot.draw(
                List.of(group),
                new CalibrationPlot.Bars(List.of(0.0, 0.5, 1.0), List.of(1, 2), List.of(2, 0)),
                "label"));
        // 0.5 in the middle of the 240 pixels under the 26 at the top
        assertThat(svg).contains("<svg x=\"25%\" y=\"146\"><path class=\"dot federated\"");
        // the highest bar has 34 pixels, half as many rows 17
        assertThat(svg)
                .contains("<rect class=\"bar positives\" x=\"0%\" y=\"297\" width=\"50%\" height=\"17\"")
                .contains("<rect class=\"bar positives\" x=\"50%\" y=\"280\" width=\"50%\" height=\"34\"");
    }

    @Test
    void an_interval_that_goes_on_beyond_the_axis_ends_in_an_arrow() {
        IntervalStrip strip = IntervalStrip.plain(SHARE);
        Interval beyond = new Interval(0.5, -3, 0.75);
        String svg = text(strip.row(Series.FEDERATED, beyond, ""));
        // an arrow to the left at the left end, a bar at the right one
        assertThat(svg)
                .contains("<svg x=\"0%\" y=\"12\"><path class=\"whisker arrow federated\" d=\"M9,-5L0,0L9,5\"")
                .contains("<svg x=\"75%\" y=\"12\"><path class=\"whisker federated\" d=\"M0,-4V4\"");
        assertThat(strip.cuts(beyond)).isTrue();
        assertThat(strip.cuts(new Interval(0.5, 0, 1))).isFalse();
        assertThat(text(strip.row(Series.FEDERATED, new Interval(7, 6, 9), "")))
                .contains("M-9,-5L0,0L-9,5")
                .doesNotContain("class=\"dot");
    }

    @Test
    void of_several_places_in_a_row_the_outermost_are_named() {
        List<DotStrip.Dot> dots = List.of(
                new DotStrip.Dot("west", 0.75, SiteMark.of(0, 3)),
                new DotStrip.Dot("a-hospital-of-a-city", 0.25, SiteMark.of(1, 3)),
                new DotStrip.Dot("north", 0.5, SiteMark.of(2, 3)));
        String svg = text(new DotStrip(SHARE).row(dots, "label"));
        assertThat(svg)
                .contains("<text class=\"dot-name\" x=\"75%\" dx=\"10\" y=\"16\">west</text>")
                .contains(">…pital-of-a-city</text>")
                .doesNotContain(">north</text>")
                .contains("<title>north</title>");
        assertThat(SiteMark.isTold(8)).isTrue();
        assertThat(SiteMark.of(30, 40)).isEqualTo(SiteMark.of(1, 40));
    }

    private static String text(Svg svg) {
        StringBuilder out = new StringBuilder();
        svg.write(out);
        return out.toString();
    }
}

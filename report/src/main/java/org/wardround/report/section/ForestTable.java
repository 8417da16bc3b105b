package org.wardround.report.section;

import org.wardround.report.markup.Element;
import org.wardround.report.plot.Interval;
import org.wardround.report.plot.IntervalStrip;
import org.wardround.report.plot.Series;

/** A forest plot: rows of label, drawing and figures over one axis. On a phone the drawing goes under its label. Not thread-safe. */
final class ForestTable {
    private static final int ROWS_UNDER_ONE_AXIS = 30;

    /** So few are not parted on paper. */
    private static final int ROWS_ON_ONE_PAGE = 10;

    private final IntervalStrip strip;
    private final Element table;
    private final Element body = Element.of("tbody");
    private int rows;
    private boolean cut;

    ForestTable(IntervalStrip strip, String caption) {
        this.strip = strip;
        this.table = frame(caption);
    }

    /** A table of the three columns of a forest plot; also for plots that only look alike. */
    static Element frame(String caption) {
        return Element.ofClass("table", "forest")
                .add(Element.of("caption", caption))
                .add(Element.of("colgroup")
                        .add(Element.ofClass("col", "who"))
                        .add(Element.of("col"))
                        .add(Element.ofClass("col", "amount")));
    }

    /** A heading for the rows that follow, with what belongs to all of them. */
    ForestTable group(String title, String remark) {
        Element head = Element.of("th", title).with("scope", "rowgroup").with("colspan", "3");
        if (!remark.isEmpty()) {
            head.text(" ").add(Element.of("small", remark));
        }
        body.add(Element.ofClass("tr", "group").add(head));
        return this;
    }

    ForestTable row(String label, Series series, Drawn drawn) {
        rows++;
        Element drawing = Element.ofClass("td", "drawing");
        cut |= drawn.interval().isDefined() && strip.cuts(drawn.interval());
        if (drawn.interval().isDefined()) {
            drawing.add(strip.row(series, drawn.interval(), label + ": " + drawn.figures()));
        } else {
            drawing.add(Element.ofClass("span", "undefined").text(drawn.reason()));
        }
        body.add(Element.of("tr")
                .add(Element.of("th", label).with("scope", "row").with("class", "series " + series.cssClass()))
                .add(drawing)
                .add(Element.ofClass("td", "figures").text(drawn.figures())));
        return this;
    }

    /** A row that sums up others, drawn as a diamond. */
    ForestTable summary(String label, Series series, Drawn drawn) {
        rows++;
        cut |= strip.cuts(drawn.interval());
        body.add(Element.ofClass("tr", "summary")
                .add(Element.of("th", label).with("scope", "row").with("class", "series " + series.cssClass()))
                .add(Element.ofClass("td", "drawing")
                        .add(strip.summary(series, drawn.interval(), label + ": " + drawn.figures())))
                .add(Element.ofClass("td", "figures").text(drawn.figures())));
        return this;
    }

    Element build(String axisTitle) {
        if (rows <= ROWS_ON_ONE_PAGE) {
            table.with("class", "forest short");
        }
        if (rows > ROWS_UNDER_ONE_AXIS) {
            table.add(Element.of("thead").add(axis(axisTitle)));
        }
        return table.add(body).add(Element.of("tfoot").add(axis(axisTitle)));
    }

    /** What a legend must add where an interval is cut; empty where none is. */
    String cutNote() {
        return cut ? " Arrow: goes on beyond the axis, which holds most intervals; the figures say how far." : "";
    }

    private Element axis(String title) {
        return axis(strip, title);
    }

    /** The axis under rows of {@link #frame}. */
    static Element axis(IntervalStrip strip, String title) {
        return Element.ofClass("tr", "axis-row")
                .add(Element.of("td"))
                .add(Element.ofClass("td", "drawing").add(strip.axis(title)))
                .add(Element.of("td"));
    }

    /**
     * What stands in a row.
     *
     * @param figures the value in figures
     * @param reason why there is no value; empty where there is one
     */
    record Drawn(Interval interval, String figures, String reason) {}
}

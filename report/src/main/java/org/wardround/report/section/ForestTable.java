package org.wardround.report.section;

import org.wardround.report.markup.Element;
import org.wardround.report.plot.Interval;
import org.wardround.report.plot.IntervalStrip;
import org.wardround.report.plot.Series;

/** A forest plot: rows of label, drawing and figures over one axis. On a phone the drawing goes under its label. */
final class ForestTable {
    private final IntervalStrip strip;
    private final Element table;
    private final Element body = Element.of("tbody");

    ForestTable(IntervalStrip strip, String caption) {
        this.strip = strip;
        this.table = Element.ofClass("table", "forest").add(Element.of("caption", caption));
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
        Element drawing = Element.ofClass("td", "drawing");
        if (drawn.interval().isDefined()) {
            drawing.add(strip.row(series, drawn.interval(), label + ": " + drawn.figures()));
        } else {
            drawing.add(Element.ofClass("span", "undefined").text("not defined: " + drawn.remark()));
        }
        Element figures = Element.ofClass("td", "figures").text(drawn.figures());
        if (!drawn.remark().isEmpty() && drawn.interval().isDefined()) {
            figures.add(Element.of("br")).add(Element.of("small", drawn.remark()));
        }
        body.add(Element.of("tr")
                .add(Element.of("th", label).with("scope", "row").with("class", "series " + series.cssClass()))
                .add(drawing)
                .add(figures));
        return this;
    }

    Element build(String axisTitle) {
        Element axis = Element.ofClass("tr", "axis-row")
                .add(Element.of("td"))
                .add(Element.ofClass("td", "drawing").add(strip.axis(axisTitle)))
                .add(Element.of("td"));
        return table.add(body).add(Element.of("tfoot").add(axis));
    }

    /**
     * What stands in a row.
     *
     * @param figures the value in words and figures
     * @param remark beneath it, or why there is no value
     */
    record Drawn(Interval interval, String figures, String remark) {}
}

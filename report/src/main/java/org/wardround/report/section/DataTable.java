package org.wardround.report.section;

import java.util.List;
import org.wardround.report.markup.Element;

/**
 * A table with a head row and a head column, in a box that scrolls sideways where the page is narrow. Tables are numbered by the style sheet, apart
 * from figures. Not thread-safe.
 */
final class DataTable {
    /** What surely fits one page, and is therefore kept on one. */
    private static final int SHORT = 16;

    /** With more columns a phone needs to scroll. */
    private static final int NARROW = 3;

    private final String title;
    private final Element table;
    private final Element body = Element.of("tbody");
    private int rows;
    private int columns;

    DataTable(String classes, String title) {
        this.title = title;
        this.table = Element.ofClass("table", "data " + classes).with("aria-label", title);
    }

    DataTable head(List<String> names) {
        Element row = Element.of("tr");
        names.forEach(name -> row.add(Element.of("th", name).with("scope", "col")));
        table.add(Element.of("thead").add(row));
        columns = names.size();
        return this;
    }

    /** A row; cells are {@code td} elements. */
    DataTable row(String head, List<Element> cells) {
        return row(head, false, cells);
    }

    /** A row; an inner one belongs to the row above it. */
    DataTable row(String head, boolean inner, List<Element> cells) {
        rows++;
        Element name = Element.of("th", head).with("scope", "row");
        body.add(
                Element.of("tr").add(inner ? name.with("class", "inner") : name).addAll(cells));
        return this;
    }

    /** A line that stands above the rows that belong together. */
    DataTable group(String heading, int columns) {
        rows++;
        body.add(Element.ofClass("tr", "group")
                .add(Element.of("th")
                        .with("scope", "rowgroup")
                        .with("colspan", Integer.toString(columns))
                        .add(Element.of("span", heading))));
        return this;
    }

    DataTable texts(String head, List<String> cells) {
        return row(head, cells.stream().map(DataTable::cell).toList());
    }

    /** A last row without a head, such as the axis of drawings above it. */
    DataTable foot(List<Element> cells) {
        body.add(Element.ofClass("tr", "foot").add(Element.of("td")).addAll(cells));
        return this;
    }

    Element build() {
        return box(Element.ofClass("p", "table-title").text(title));
    }

    /** A table that shares its number with others under one title. */
    Element part() {
        return box(Element.of("h3", title));
    }

    private Element box(Element heading) {
        Element box = Element.ofClass("div", rows > SHORT ? "table-box" : "table-box short")
                .add(heading);
        if (columns > NARROW) {
            box.add(Element.ofClass("p", "scroll-hint").text("Scroll sideways for more →"));
        }
        return box.add(Element.ofClass("div", "scroll").with("tabindex", "0").add(table.add(body)));
    }

    static Element cell(String text) {
        return Element.of("td", text);
    }

    /** A figure with a smaller line beneath. */
    static Element cell(String text, String below) {
        Element cell = cell(text);
        return below.isEmpty() ? cell : cell.add(Element.of("br")).add(Element.of("small", below));
    }
}

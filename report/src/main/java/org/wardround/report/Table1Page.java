package org.wardround.report;

import org.wardround.report.markup.Element;
import org.wardround.report.section.Table1Section;
import org.wardround.study.results.Table1;

/** {@code table1.html}: a Table 1 alone, in the style of the report. It loads nothing and runs no script. */
public final class Table1Page {
    /** The usual name of the file. */
    public static final String NAME = "table1.html";

    private Table1Page() {}

    /** The page's text, to be written as UTF-8. */
    public static String html(String study, String purpose, Table1 table) {
        String by = table.by().isEmpty() ? "" : ", by " + table.by();
        Element main = Element.ofClass("main", "wide")
                .add(Element.of("header")
                        .add(Element.ofClass("p", "kicker").text("Wardround Table 1"))
                        .add(Element.of("h1", study + by))
                        .add(Element.ofClass("p", "purpose").text(purpose)))
                .add(Element.of("section").with("id", "table1").add(Table1Section.figure(table)));
        Element root = Element.of("html")
                .with("lang", "en")
                .add(Page.head(study + " – Table 1"))
                .add(Element.of("body").add(main));
        return "<!DOCTYPE html>\n" + root + "\n";
    }
}

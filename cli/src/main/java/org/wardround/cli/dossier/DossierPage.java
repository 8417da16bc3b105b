package org.wardround.cli.dossier;

import java.util.List;
import org.wardround.report.PaperStyle;
import org.wardround.report.markup.Element;
import org.wardround.report.markup.StyleSheet;
import org.wardround.site.dossier.Dossier;

/** {@code dossier.html}: one page that loads nothing and runs no script. The same dossier gives the same bytes. Thread-safe. */
public final class DossierPage {
    /** The usual name of the file. */
    public static final String NAME = "dossier.html";

    private DossierPage() {}

    /** The page's text, to be written as UTF-8. */
    public static String html(Dossier dossier) {
        Element main = Element.of("main").add(header(dossier));
        dossier.sections().forEach(section -> main.add(section(section)));
        main.add(Element.of("footer")
                .add(Element.of("p")
                        .text("This dossier, as it is approved (SHA-256): ")
                        .add(Element.of("code", dossier.digest().hex()))));
        Element root = Element.of("html")
                .with("lang", "en")
                .add(head(dossier.title()))
                .add(Element.of("body").add(main));
        return "<!DOCTYPE html>\n" + root + "\n";
    }

    private static Element head(String title) {
        return Element.of("head")
                .add(Element.of("meta").with("charset", "utf-8"))
                .add(Element.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"))
                .add(Element.of("meta")
                        .with("http-equiv", "Content-Security-Policy")
                        .with("content", "default-src 'none'; style-src 'unsafe-inline'"))
                .add(Element.of("title", title + " – dossier"))
                .add(new StyleSheet(PaperStyle.with(DossierPage.class, "dossier.css")));
    }

    private static Element header(Dossier dossier) {
        return Element.of("header")
                .add(Element.ofClass("p", "kicker").text(dossier.kicker()))
                .add(Element.of("h1", dossier.title()))
                .add(Element.ofClass("p", "summary").text(dossier.summary()))
                .add(Element.ofClass("p", "facts").text(String.join(" · ", dossier.facts())));
    }

    private static Element section(Dossier.Section section) {
        Element element = Element.of("section").add(Element.of("h2", section.title()));
        section.blocks().forEach(block -> element.add(block(block)));
        return element;
    }

    private static Element block(Dossier.Block block) {
        if (block instanceof Dossier.Block.Points points) {
            Element list = Element.of("ul");
            points.texts().forEach(text -> list.add(Element.of("li", text)));
            return list;
        }
        if (block instanceof Dossier.Block.Pairs pairs) {
            Element list = Element.of("dl");
            pairs.pairs()
                    .forEach(pair -> list.add(Element.of("dt", pair.label()))
                            .add(
                                    pair.exact()
                                            ? Element.of("dd").add(Element.of("code", pair.value()))
                                            : Element.of("dd", pair.value())));
            return list;
        }
        if (block instanceof Dossier.Block.Grid grid) {
            return table(grid);
        }
        if (block instanceof Dossier.Block.Signatures signatures) {
            return signatures(signatures);
        }
        return block instanceof Dossier.Block.Notice notice
                ? Element.ofClass("p", "notice").text(notice.text())
                : Element.of("p", ((Dossier.Block.Paragraph) block).text());
    }

    private static Element table(Dossier.Block.Grid grid) {
        Element heads = Element.of("tr");
        grid.head().forEach(text -> heads.add(Element.of("th", text).with("scope", "col")));
        Element body = Element.of("tbody");
        for (List<String> row : grid.rows()) {
            Element line = Element.of("tr");
            for (int column = 0; column < row.size(); column++) {
                Element cell = column == 0
                        ? Element.of("th", row.get(column)).with("scope", "row")
                        : Element.of("td", row.get(column));
                // What the cell is, where the table is too wide for the screen and its head is not shown.
                line.add(cell.with("data-head", grid.head().get(column)));
            }
            body.add(line);
        }
        return Element.ofClass("table", "columns" + grid.head().size())
                .add(Element.of("thead").add(heads))
                .add(body);
    }

    private static Element signatures(Dossier.Block.Signatures signatures) {
        Element all = Element.ofClass("div", "signatures");
        for (int person = 0; person < signatures.people(); person++) {
            Element one = Element.ofClass("div", "person");
            signatures
                    .lines()
                    .forEach(line -> one.add(Element.ofClass("p", "line").text(line)));
            all.add(one);
        }
        return all;
    }
}

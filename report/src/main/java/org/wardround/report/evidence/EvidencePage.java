package org.wardround.report.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wardround.report.PaperStyle;
import org.wardround.report.markup.Element;
import org.wardround.report.markup.StyleSheet;
import org.wardround.study.evidence.EvidenceDocument;
import org.wardround.study.evidence.EvidenceDocument.Block;
import org.wardround.study.evidence.EvidenceDocument.Section;
import org.wardround.study.evidence.Fact;
import org.wardround.study.evidence.Part;
import org.wardround.study.evidence.RunRecord;
import org.wardround.study.evidence.Source;
import org.wardround.study.evidence.Statement;

/**
 * One document as a page that loads nothing and runs no script. Each value of the run is an element of the class {@code fact} that names its source; under each section stands where its values come from.
 */
public final class EvidencePage {
    private final EvidenceDocument document;
    private final RunRecord run;

    private EvidencePage(EvidenceDocument document, RunRecord run) {
        this.document = document;
        this.run = run;
    }

    /** The page's text, to be written as UTF-8. */
    public static String html(EvidenceDocument document, RunRecord run) {
        return new EvidencePage(document, run).html();
    }

    private String html() {
        Element main = Element.of("main").add(header());
        document.sections().forEach(section -> main.add(section(section)));
        main.add(footer());
        Element root = Element.of("html")
                .with("lang", "en")
                .add(head())
                .add(Element.of("body").add(main));
        return "<!DOCTYPE html>\n" + root + "\n";
    }

    private Element head() {
        return Element.of("head")
                .add(Element.of("meta").with("charset", "utf-8"))
                .add(Element.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"))
                .add(Element.of("meta")
                        .with("http-equiv", "Content-Security-Policy")
                        .with("content", "default-src 'none'; style-src 'unsafe-inline'"))
                .add(Element.of("title", document.title().text() + " – " + document.kicker()))
                .add(new StyleSheet(PaperStyle.with(EvidencePage.class, "evidence.css")));
    }

    private Element header() {
        return Element.of("header")
                .add(Element.ofClass("p", "kicker").text(document.kicker()))
                .add(said(Element.of("h1"), document.title()))
                .add(said(Element.ofClass("p", "summary"), document.summary()));
    }

    private static Element section(Section section) {
        Element element = Element.of("section").add(Element.of("h2", section.title()));
        section.blocks().forEach(block -> element.add(block(block)));
        List<Fact> facts = section.blocks().stream()
                .flatMap(Block::statements)
                .flatMap(statement -> statement.facts().stream())
                .toList();
        if (!facts.isEmpty()) {
            element.add(Element.ofClass("p", "from").text("From " + from(facts) + "."));
        }
        return element;
    }

    /** {@code results.json under /federated/overall; line 1 of audit.jsonl under /noise}. */
    private static String from(List<Fact> facts) {
        Map<String, String> under = new TreeMap<>();
        for (Fact fact : facts) {
            under.merge(file(fact.source()), fact.source().pointer(), EvidencePage::common);
        }
        return under.entrySet().stream()
                .map(entry -> entry.getKey().formatted(entry.getValue().isEmpty() ? "" : " under " + entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    /** With a place for where the pointer goes to. */
    private static String file(Source source) {
        return source.file().equals("audit.jsonl")
                ? "line %d of audit.jsonl".formatted(source.line()) + "%s"
                : source.file() + "%s" + " (bound by line %d of audit.jsonl)".formatted(source.line());
    }

    private static String common(String one, String other) {
        List<String> all = new ArrayList<>();
        String[] left = one.split("/", -1);
        String[] right = other.split("/", -1);
        for (int i = 0; i < Math.min(left.length, right.length) && left[i].equals(right[i]); i++) {
            all.add(left[i]);
        }
        return String.join("/", all);
    }

    private static Element block(Block block) {
        if (block instanceof Block.Points points) {
            Element list = Element.of("ul");
            points.texts().forEach(text -> list.add(said(Element.of("li"), text)));
            return list;
        }
        if (block instanceof Block.Grid grid) {
            return table(grid);
        }
        return block instanceof Block.Notice notice
                ? said(Element.ofClass("p", "notice"), notice.text())
                : said(Element.of("p"), ((Block.Paragraph) block).text());
    }

    private static Element table(Block.Grid grid) {
        Element heads = Element.of("tr");
        grid.head().forEach(text -> heads.add(Element.of("th", text).with("scope", "col")));
        Element body = Element.of("tbody");
        for (List<Statement> row : grid.rows()) {
            Element line = Element.of("tr");
            for (int column = 0; column < row.size(); column++) {
                Element cell = column == 0 ? Element.of("th").with("scope", "row") : Element.of("td");
                // What the cell is, where the table is too wide for the screen and its head is not shown.
                line.add(said(cell, row.get(column))
                        .with("data-head", grid.head().get(column)));
            }
            body.add(line);
        }
        return Element.ofClass("table", "columns" + grid.head().size())
                .add(Element.of("thead").add(heads))
                .add(body);
    }

    private static Element said(Element element, Statement statement) {
        for (Part part : statement.parts()) {
            if (part instanceof Fact fact) {
                element.add(fact(fact));
            } else if (part instanceof Part.Blank blank) {
                element.add(Element.ofClass("span", "blank").text(blank.text()));
            } else {
                element.text(part.text());
            }
        }
        return element;
    }

    private static Element fact(Fact fact) {
        Source source = fact.source();
        boolean digest = !fact.number() && fact.text().matches("[0-9a-f]{64}");
        return Element.ofClass("data", digest ? "fact digest" : "fact")
                .with("value", fact.value())
                .with("data-file", source.file())
                .with("data-pointer", source.pointer())
                .with("data-line", Integer.toString(source.line()))
                .with(
                        "title",
                        "%s %s, line %d of audit.jsonl".formatted(source.file(), source.pointer(), source.line()))
                .text(fact.text());
    }

    private Element footer() {
        return Element.of("footer")
                .add(
                        Element.ofClass("p", "from")
                                .text(
                                        "Made from the folder of the run, whose %d audit lines were checked. The last line, which binds all files, has the SHA-256 "
                                                .formatted(run.trail().lines().size()))
                                .add(Element.of(
                                        "code", run.trail().last().hash().hex()))
                                .text(
                                        ". evidence.json beside this page names for each value the file, the place in it and the line."));
    }
}

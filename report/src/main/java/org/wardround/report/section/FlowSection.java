package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.identity.SiteId;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Flow;
import org.wardround.study.results.Results;
import org.wardround.study.results.SideCounts;
import org.wardround.study.results.SiteResult;

/** From rows read to rows used: as a diagram for each hospital where they are few, as a table where they are many. */
final class FlowSection implements Section {
    private static final int DIAGRAMS_AT_MOST = 8;

    @Override
    public String id() {
        return "flow";
    }

    @Override
    public String title() {
        return "Flow of records";
    }

    @Override
    public List<Element> of(Results results) {
        if (results.sites().isEmpty()) {
            return List.of();
        }
        String legend =
                "Rows read, left out with the reason, and used, with the number of events in brackets where the outcome has events. All rows of a patient are on one side of the split.";
        Element content = results.sites().size() <= DIAGRAMS_AT_MOST ? diagrams(results) : FlowTable.of(results);
        return List.of(Prose.figure(content, legend));
    }

    private static Element diagrams(Results results) {
        Element flows = Element.ofClass("div", "flows");
        results.sites().forEach((site, result) -> flows.add(diagram(site, result)));
        return flows;
    }

    private static Element diagram(SiteId site, SiteResult result) {
        Flow flow = result.flow();
        Element diagram = Element.ofClass("div", "flow");
        diagram.add(Element.of("h3", site.name()));
        diagram.add(box("", Figures.counted(flow.read(), "row") + " read"));
        diagram.add(drops(flow));
        diagram.add(box("", "%s in the cohort".formatted(Figures.counted(flow.inCohort(), "row")))
                .add(Element.of("br"))
                .add(Element.of("small", Figures.counted(flow.patients(), "patient"))));
        if (!result.participation().included()) {
            diagram.add(Element.ofClass("div", "arrow").with("aria-hidden", "true"));
            return diagram.add(
                    box("left-out", "Left out: " + result.participation().reasonLeftOut()));
        }
        diagram.add(Element.ofClass("div", "arrow").with("aria-hidden", "true"));
        diagram.add(sides(flow));
        return diagram.add(Element.ofClass("p", "weight").text(weight(result) + " of the training weight"));
    }

    private static Element drops(Flow flow) {
        Element drops = Element.ofClass("ul", "drops");
        if (flow.dropped().isEmpty()) {
            drops.add(Element.of("li", "none left out"));
        }
        flow.dropped()
                .forEach(drop -> drops.add(Element.of("li")
                        .add(Element.of("b", Figures.count(drop.rows())))
                        .text(" " + drop.reason())));
        return drops;
    }

    private static Element sides(Flow flow) {
        SideCounts rows = flow.split().rows();
        SideCounts events = flow.split().events();
        List<String> texts = new ArrayList<>();
        texts.add(side(rows.train(), events.train()));
        texts.add(side(rows.validation(), events.validation()));
        texts.add(side(rows.test(), events.test()));
        Element sides = Element.ofClass("div", "sides");
        List<String> names = List.of("train", "validation", "test");
        for (int i = 0; i < names.size(); i++) {
            sides.add(box("", texts.get(i)).add(Element.of("br")).add(Element.of("small", names.get(i))));
        }
        return sides;
    }

    static String weight(SiteResult result) {
        return result.participation().included() ? Figures.fixed(100 * result.weight(), 1) + " %" : Figures.NONE;
    }

    /** {@code 199 (91)}: rows and events. */
    static String side(int rows, int events) {
        return Figures.count(rows) + (events < 0 ? "" : " (" + Figures.count(events) + ")");
    }

    private static Element box(String classes, String text) {
        return Element.ofClass("div", ("box " + classes).strip()).text(text);
    }
}

package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wardround.core.identity.SiteId;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Count;
import org.wardround.study.results.Flow;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.SideCounts;
import org.wardround.study.results.SiteResult;

/** From rows read to rows used: as a diagram for each hospital where they are few, as a table where they are many. */
final class FlowSection implements Section {
    private static final int DIAGRAMS_AT_MOST = 8;

    private static final String LEGEND =
            "Rows read, left out with the reason, and used, with the number of events in brackets where the outcome has events. All rows of a patient are on one side of the split.";

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
        if (results.header().kind() == RunKind.FEDERATION && isUnknown(results)) {
            return List.of(Prose.paragraph(tookPart(results)));
        }
        Optional<SiteId> home = Home.of(results);
        if (home.isPresent()) {
            return List.of(Prose.figure(atHome(results, home.get()), LEGEND), Prose.paragraph(tookPart(results)));
        }
        String legend = LEGEND
                + " Counts of 1 to 10 patients are suppressed, and others in this report from which they would follow.";
        return List.of(
                results.sites().size() <= DIAGRAMS_AT_MOST
                        ? Prose.figure(diagrams(results), legend)
                        : Prose.table(FlowTable.of(results), legend));
    }

    private static Element atHome(Results results, SiteId site) {
        SiteResult own = Objects.requireNonNull(results.sites().get(site));
        return Element.ofClass("div", "flows").add(diagram(site, own, Side.shown(results), Prose.isTrained(results)));
    }

    private static boolean isUnknown(Results results) {
        return results.sites().values().stream()
                .allMatch(site -> site.flow().read().isSuppressed()
                        && site.flow().patients().isSuppressed());
    }

    /** Who took part, of a federation whose hospitals keep their counts. */
    private static String tookPart(Results results) {
        List<String> included = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        results.sites().forEach((site, result) -> {
            if (result.participation().included()) {
                included.add(site.words());
            } else {
                leftOut.add(
                        "%s (%s)".formatted(site.words(), result.participation().reasonLeftOut()));
            }
        });
        return "Took part: %s.%s Each hospital keeps its own counts of rows; the patients of all of them together stand in Table 1."
                .formatted(Prose.list(included), leftOut.isEmpty() ? "" : " Left out: " + Prose.list(leftOut) + ".");
    }

    private static Element diagrams(Results results) {
        Element flows = Element.ofClass("div", "flows");
        List<Side> sides = Side.shown(results);
        results.sites().forEach((site, result) -> flows.add(diagram(site, result, sides, Prose.isTrained(results))));
        return flows;
    }

    private static Element diagram(SiteId site, SiteResult result, List<Side> shown, boolean trained) {
        Flow flow = result.flow();
        Element diagram = Element.ofClass("div", "flow");
        diagram.add(Element.of("h3", site.words()));
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
        diagram.add(sides(flow, shown));
        return trained
                ? diagram.add(Element.ofClass("p", "weight").text(weight(result) + " of the training weight"))
                : diagram;
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

    private static Element sides(Flow flow, List<Side> shown) {
        Element sides = Element.ofClass("div", "sides");
        shown.forEach(side ->
                sides.add(box("", side.text(flow)).add(Element.of("br")).add(Element.of("small", side.name()))));
        return sides;
    }

    static String weight(SiteResult result) {
        return result.participation().included() ? weight(result.weight()) : Figures.NONE;
    }

    private static String weight(double share) {
        return Double.isNaN(share) ? Count.WORD : Figures.fixed(100 * share, 1) + " %";
    }

    /**
     * A side of the split.
     *
     * @param name as the reader of this run knows it
     */
    record Side(String name, Function<SideCounts, Count> count) {
        private static final Side VALIDATION = new Side("validation", SideCounts::validation);
        private static final Side TEST = new Side("test", SideCounts::test);

        /** All three of a training; of an external validation those with rows, those for training being used for nothing. */
        static List<Side> shown(Results results) {
            if (Prose.isTrained(results)) {
                return List.of(new Side("train", SideCounts::train), VALIDATION, TEST);
            }
            return Stream.of(new Side("not used", SideCounts::train), VALIDATION, TEST)
                    .filter(side -> results.sites().values().stream().anyMatch(site -> side.hasRows(site.flow())))
                    .toList();
        }

        private boolean hasRows(Flow flow) {
            Count rows = count.apply(flow.split().rows());
            return rows.isSuppressed() || rows.value() > 0;
        }

        /** {@code 199 (91)}: rows and events. */
        String text(Flow flow) {
            Count rows = count.apply(flow.split().rows());
            SideCounts events = flow.split().events();
            return Figures.count(rows) + (events.isNone() ? "" : " (" + Figures.count(count.apply(events)) + ")");
        }
    }

    private static Element box(String classes, String text) {
        return Element.ofClass("div", ("box " + classes).strip()).text(text);
    }
}

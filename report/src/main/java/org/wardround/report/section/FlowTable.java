package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wardround.report.markup.Element;
import org.wardround.report.section.FlowSection.Side;
import org.wardround.study.results.Flow;
import org.wardround.study.results.Results;
import org.wardround.study.results.SiteResult;

/** The flow of records of many hospitals, a row each. */
final class FlowTable {
    private FlowTable() {}

    static Element of(Results results) {
        List<Side> sides = Side.shown(results);
        boolean trained = Prose.isTrained(results);
        List<String> head = new ArrayList<>(List.of("Hospital", "Read", "Left out", "In cohort", "Patients"));
        sides.forEach(side -> head.add(
                Character.toUpperCase(side.name().charAt(0)) + side.name().substring(1)));
        if (trained) {
            head.add("Weight");
        }
        DataTable table = new DataTable("flow-table", "Flow of records by hospital").head(head);
        results.sites().forEach((site, result) -> table.row(site.words(), cells(result, sides, trained)));
        return table.build();
    }

    private static List<Element> cells(SiteResult result, List<Side> sides, boolean trained) {
        Flow flow = result.flow();
        List<Element> cells = new ArrayList<>(List.of(
                DataTable.cell(Figures.count(flow.read())),
                DataTable.cell(leftOut(result)).with("class", "words"),
                DataTable.cell(Figures.count(flow.inCohort())),
                DataTable.cell(Figures.count(flow.patients()))));
        sides.forEach(side -> cells.add(DataTable.cell(side.text(flow))));
        if (trained) {
            cells.add(DataTable.cell(FlowSection.weight(result)));
        }
        return cells;
    }

    private static String leftOut(SiteResult result) {
        return result.participation().included()
                ? drops(result.flow())
                : "the hospital: " + result.participation().reasonLeftOut();
    }

    private static String drops(Flow flow) {
        return flow.dropped().isEmpty()
                ? "none"
                : flow.dropped().stream()
                        .map(drop -> Figures.count(drop.rows()) + " " + drop.reason())
                        .collect(Collectors.joining("; "));
    }
}

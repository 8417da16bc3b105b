package org.wardround.report.section;

import java.util.List;
import java.util.stream.Collectors;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Flow;
import org.wardround.study.results.Results;
import org.wardround.study.results.SideCounts;
import org.wardround.study.results.SiteResult;

/** The flow of records of many hospitals, a row each. */
final class FlowTable {
    private FlowTable() {}

    static Element of(Results results) {
        DataTable table = new DataTable("flow-table", "Flow of records by hospital")
                .head(List.of(
                        "Hospital",
                        "Read",
                        "Left out",
                        "In cohort",
                        "Patients",
                        "Train",
                        "Validation",
                        "Test",
                        "Weight"));
        results.sites().forEach((site, result) -> table.row(site.name(), cells(result)));
        return table.build();
    }

    private static List<Element> cells(SiteResult result) {
        Flow flow = result.flow();
        SideCounts rows = flow.split().rows();
        SideCounts events = flow.split().events();
        return List.of(
                DataTable.cell(Figures.count(flow.read())),
                DataTable.cell(leftOut(result)).with("class", "words"),
                DataTable.cell(Figures.count(flow.inCohort())),
                DataTable.cell(Figures.count(flow.patients())),
                DataTable.cell(FlowSection.side(rows.train(), events.train())),
                DataTable.cell(FlowSection.side(rows.validation(), events.validation())),
                DataTable.cell(FlowSection.side(rows.test(), events.test())),
                DataTable.cell(FlowSection.weight(result)));
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

package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Results;
import org.wardround.study.results.Table1;
import org.wardround.study.results.Table1Lines;

/** Who the patients are: Table 1. */
public final class Table1Section implements Section {
    @Override
    public String id() {
        return "table1";
    }

    @Override
    public String title() {
        return "Table 1: the patients";
    }

    @Override
    public List<Element> of(Results results) {
        if (results.table1().isNone()) {
            return List.of();
        }
        String whole = Home.of(results)
                .map(site ->
                        " The column of %s is whole, also where patients are few; that of all hospitals is as it is published."
                                .formatted(site.words()))
                .orElse("");
        return List.of(figure(results.table1(), whole));
    }

    /** The table with its notes. */
    public static Element figure(Table1 table) {
        return figure(table, "");
    }

    private static Element figure(Table1 table, String more) {
        return Prose.table(table(table), String.join(" ", Table1Lines.notes(table)) + more);
    }

    private static Element table(Table1 table) {
        List<String> head = new ArrayList<>(List.of("Variable"));
        table.columns().forEach(column -> head.add(title(table, column)));
        if (table.compares()) {
            head.add("SMD");
        }
        DataTable data = new DataTable("table1", title(table)).head(head);
        for (Table1Lines.Line line : Table1Lines.of(table)) {
            List<Element> cells = new ArrayList<>();
            for (int column = 0; column < table.columns().size(); column++) {
                cells.add(cell(line.cells().isEmpty() ? "" : line.cells().get(column)));
            }
            if (table.compares()) {
                cells.add(DataTable.cell(line.difference()));
            }
            data.row(line.label(), line.inner(), cells);
        }
        return data.build();
    }

    private static Element cell(String text) {
        Element cell = DataTable.cell(text.replace('-', '−'));
        return text.equals(Table1Lines.SUPPRESSED) ? cell.with("class", "suppressed") : cell;
    }

    private static String title(Table1 table) {
        return table.columns().size() == 1 ? "Patients of all hospitals together" : "Patients by hospital and together";
    }

    private static String title(Table1 table, Table1.Column column) {
        return switch (column.kind()) {
            case SITE -> column.name();
            case STRATUM -> table.by() + " = " + column.name();
            case OVERALL -> "All";
        };
    }
}

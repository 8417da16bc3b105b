package org.wardround.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.wardround.cli.terminal.Screen;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.TextTable;
import org.wardround.cli.terminal.Wrapped;
import org.wardround.core.study.Study;
import org.wardround.study.results.Table1;
import org.wardround.study.results.Table1.Kind;
import org.wardround.study.results.Table1Lines;

/** A Table 1 on a terminal: everybody and the strata, and as many sites as there is room for. */
final class Table1Words {
    private static final int LONGEST_LABEL = 38;

    private final Table1 table;
    private final Session session;
    private final List<Table1Lines.Line> lines;

    Table1Words(Table1 table, Session session) {
        this.table = table;
        this.session = session;
        this.lines = Table1Lines.of(table);
    }

    void print(Study study) {
        int sites = table.columns(Kind.SITE).size();
        int strata = table.columns(Kind.STRATUM).size();
        int shown = sites + strata;
        TextTable text = text(shown);
        while (shown > 0 && text.width() > session.screen().outWidth()) {
            text = text(--shown);
        }
        session.out().println("Table 1: patients of '%s'%s".formatted(study.name(), by()));
        session.out().println();
        text.lines().forEach(session.out()::println);
        session.out().println();
        if (shown < sites + strata) {
            int shownSites = Math.max(0, shown - strata);
            String more = shown < strata ? ", and %s of %d strata".formatted(first(shown), strata) : "";
            wrapped("%s of %d sites%s fit here; --out DIR writes all of them into table1.html and table1.csv."
                    .formatted(capital(first(shownSites)), sites, more));
        }
        Table1Lines.notes(table).forEach(this::wrapped);
    }

    private static String first(int shown) {
        return shown == 0 ? "none" : "the first " + shown;
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private String by() {
        return table.by().isEmpty() ? "" : ", by " + table.by();
    }

    private void wrapped(String text) {
        Wrapped.lines(text, session.screen().outWidth(), 2).forEach(session.out()::println);
    }

    /** @param shown so many strata, and of sites what they leave of it */
    private TextTable text(int shown) {
        int sites = table.columns(Kind.SITE).size();
        int strata = Math.min(shown, table.columns(Kind.STRATUM).size());
        int[] columns = IntStream.range(0, table.columns().size())
                .filter(column -> switch (table.columns().get(column).kind()) {
                    case SITE -> column < shown - strata;
                    case STRATUM -> column - sites < strata;
                    case OVERALL -> true;
                })
                .toArray();
        List<String> titles = new ArrayList<>(List.of(""));
        for (int column : columns) {
            titles.add(">" + title(table.columns().get(column)));
        }
        titles.add(">SMD");
        TextTable text = TextTable.of(titles);
        for (Table1Lines.Line line : lines) {
            List<String> cells = new ArrayList<>(List.of(label(line)));
            for (int column : columns) {
                cells.add(line.cells().isEmpty() ? "" : line.cells().get(column));
            }
            cells.add(line.difference());
            text.row(cells);
        }
        return text;
    }

    private String title(Table1.Column column) {
        return switch (column.kind()) {
            case SITE -> column.name();
            case STRATUM -> table.by() + " = " + column.name();
            case OVERALL -> "All";
        };
    }

    private String label(Table1Lines.Line line) {
        String label = (line.inner() ? "  " : "") + line.label();
        boolean narrow = session.screen().outWidth() < Screen.UNLIMITED;
        return narrow && label.length() > LONGEST_LABEL ? label.substring(0, LONGEST_LABEL - 1) + "~" : label;
    }
}

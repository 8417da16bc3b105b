package org.wardround.cli.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table of aligned columns, two blanks between them. Not thread-safe. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(String title, boolean right) {}

    private TextTable(List<Column> columns) {
        this.columns = columns;
    }

    /** With these columns; a title that starts with {@code >} is of a column set to the right. */
    public static TextTable of(List<String> titles) {
        return new TextTable(titles.stream()
                .map(title -> title.startsWith(">") ? new Column(title.substring(1), true) : new Column(title, false))
                .toList());
    }

    /** Adds a row with a text for each column. */
    public TextTable row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException("a row has %d cells, got %d".formatted(columns.size(), cells.size()));
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** Columns that the table takes. */
    public int width() {
        return widths().stream().mapToInt(Integer::intValue).sum() + GAP.length() * (columns.size() - 1);
    }

    /** The lines, the titles first, without blanks at their ends. */
    public List<String> lines() {
        List<Integer> widths = widths();
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::title).toList(), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return Collections.unmodifiableList(lines);
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            int widest =
                    rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
            widths.add(Math.max(widest, length(columns.get(i).title)));
        }
        return widths;
    }

    private String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String blanks = " ".repeat(widths.get(i) - length(cells.get(i)));
            line.append(i == 0 ? "" : GAP);
            line.append(columns.get(i).right ? blanks + cells.get(i) : cells.get(i) + blanks);
        }
        return line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}

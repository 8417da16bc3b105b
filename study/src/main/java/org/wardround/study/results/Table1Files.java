package org.wardround.study.results;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.wardround.study.results.Table1.Column;
import org.wardround.study.results.Table1.Kind;

/**
 * A Table 1 as files. {@code table1.csv} has a row for each number: variable, level, group, statistic, value, whether it is suppressed, and
 * {@code siteFigure} where it is about one site.
 */
public final class Table1Files {
    public static final String CSV = "table1.csv";
    public static final String JSON = "table1.json";

    private final Table1 table;
    private final CsvText csv =
            new CsvText("variable", "level", "kind", "group", "statistic", "value", "suppressed", "release");

    private Table1Files(Table1 table) {
        this.table = table;
    }

    /** UTF-8 text, as {@code table1} of {@code results.json} has it. */
    public static String json(Table1 table) {
        return ResultsFile.text(Table1Json.write(table));
    }

    /** RFC 4180 in UTF-8. */
    public static String csv(Table1 table) {
        Table1Files files = new Table1Files(table);
        files.write();
        return new String(files.csv.toBytes(), StandardCharsets.UTF_8);
    }

    static CsvText text(Table1 table) {
        Table1Files files = new Table1Files(table);
        files.write();
        return files.csv;
    }

    private void write() {
        table.columns().forEach(column -> count("", "", column, "patients", column.patients()));
        for (Table1.Row row : table.rows()) {
            for (int column = 0; column < table.columns().size(); column++) {
                if (row instanceof Table1.QuantityRow quantity) {
                    write(
                            quantity,
                            table.columns().get(column),
                            quantity.cells().get(column));
                } else if (row instanceof Table1.CodesRow codes) {
                    write(codes, table.columns().get(column), codes.cells().get(column));
                } else if (row instanceof Table1.TimeRow time) {
                    write(time, table.columns().get(column), time.cells().get(column));
                }
            }
            if (!Double.isNaN(row.difference())) {
                String name = "standardised difference" + (table.isPartial(row) ? " of shown groups" : "");
                csv.row(row.variable(), "", "", "", name, row.difference(), false, "");
            }
            if (row instanceof Table1.CodesRow codes && !codes.chiSquared().isNone()) {
                write(row.variable(), codes.chiSquared());
            }
        }
        Table1.LogRank test = table.logRank();
        if (!test.isNone()) {
            csv.row("", "", "", "", "log-rank chi-squared", test.statistic(), false, "");
            csv.row("", "", "", "", "log-rank degrees of freedom", test.degreesOfFreedom(), false, "");
            csv.row("", "", "", "", "log-rank p", test.p(), false, "");
        }
    }

    private void write(Table1.QuantityRow row, Column column, Table1.QuantityCell cell) {
        count(row.variable(), "", column, "missing", cell.missing());
        List<String> names = List.of("mean", "sd", "q1", "median", "q3");
        List<Double> values = List.of(cell.mean(), cell.sd(), cell.q1(), cell.median(), cell.q3());
        for (int i = 0; i < names.size(); i++) {
            line(
                    row.variable(),
                    "",
                    column,
                    names.get(i),
                    values.get(i),
                    cell.suppressed() && Double.isNaN(values.get(i)));
        }
    }

    private void write(Table1.CodesRow row, Column column, Table1.CodesCell cell) {
        for (int level = 0; level < row.levels().size(); level++) {
            count(
                    row.variable(),
                    row.levels().get(level),
                    column,
                    "n",
                    cell.levels().get(level));
            percent(
                    row.variable(),
                    row.levels().get(level),
                    column,
                    cell.levels().get(level));
        }
        count(row.variable(), "", column, "missing", cell.missing());
    }

    private void write(String variable, Table1.ChiSquared test) {
        boolean hidden = test.suppressed();
        csv.row(variable, "", "", "", "chi-squared", test.statistic(), hidden, "");
        csv.row(
                variable,
                "",
                "",
                "",
                "chi-squared degrees of freedom",
                hidden ? "" : test.degreesOfFreedom(),
                hidden,
                "");
        csv.row(variable, "", "", "", "chi-squared p", test.p(), hidden, "");
        csv.row(variable, "", "", "", "chi-squared expected below 5", hidden ? "" : test.smallExpected(), hidden, "");
    }

    private void percent(String variable, String level, Column column, Count count) {
        boolean hidden = count.isSuppressed() || column.patients().isSuppressed();
        double percent = !count.isExact()
                        || !column.patients().isExact()
                        || column.patients().value() == 0
                ? Double.NaN
                : 100.0 * count.value() / column.patients().value();
        line(variable, level, column, "percent", percent, hidden);
    }

    private void write(Table1.TimeRow row, Column column, Table1.TimeCell cell) {
        count(row.variable(), "", column, "events", cell.events());
        line(row.variable(), "", column, "person-time", cell.personTime(), Double.isNaN(cell.personTime()));
        boolean hidden = cell.events().isSuppressed();
        line(row.variable(), "", column, "rate", cell.rate().value(), hidden);
        line(row.variable(), "", column, "rate low", cell.rate().low(), hidden);
        line(row.variable(), "", column, "rate high", cell.rate().high(), hidden);
        for (int i = 0; i < row.times().size(); i++) {
            Table1.Survival survival = cell.survival().get(i);
            String at = row.times().get(i).words();
            line(row.variable(), at, column, "survival", survival.value(), survival.suppressed());
            line(row.variable(), at, column, "survival low", survival.low(), survival.suppressed());
            line(row.variable(), at, column, "survival high", survival.high(), survival.suppressed());
        }
    }

    private void count(String variable, String level, Column column, String statistic, Count count) {
        if (count.isRange()) {
            row(variable, level, column, statistic + " at least", count.low(), false);
            row(variable, level, column, statistic + " at most", count.high(), false);
        } else if (count.isNoised()) {
            row(variable, level, column, statistic + " with noise", count.noisedValue(), false);
            row(variable, level, column, statistic + " half width of 95 %", count.halfWidth(), false);
        } else {
            Object value = count.isSuppressed() ? "" : count;
            row(variable, level, column, statistic, value, count.isSuppressed());
        }
    }

    private void line(String variable, String level, Column column, String statistic, double value, boolean hidden) {
        row(variable, level, column, statistic, value, hidden);
    }

    private void row(String variable, String level, Column column, String statistic, Object value, boolean hidden) {
        csv.row(
                variable,
                level,
                Table1Json.name(column.kind()),
                column.name(),
                statistic,
                value,
                hidden,
                column.kind() == Kind.SITE ? Table1Json.SITE_FIGURE : "");
    }
}

package org.wardround.study.results;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.wardround.core.study.TimeGrid;

/**
 * A Table 1 as lines of text, as medical papers print it; the same lines on a terminal and on a page. A line of missing values stands only where
 * somebody has none.
 */
public final class Table1Lines {
    /** What stands for a suppressed number. */
    public static final String SUPPRESSED = Count.WORD;

    /** What stands where there is nothing to tell. */
    public static final String NONE = "–";

    /** Behind a difference between some of the columns only. */
    private static final String PARTIAL = "*";

    private static final int PER = 100;
    private static final int SURVIVAL_DECIMALS = 1;

    private final Table1 table;
    private final List<Line> lines = new ArrayList<>();

    /**
     * One line.
     *
     * @param inner whether it belongs to the line without cells above it
     * @param cells one for each column; empty for a line that heads others
     * @param difference of the variable, on its first line, marked where it is of part of the columns; empty where there is none
     */
    public record Line(String label, boolean inner, List<String> cells, String difference) {
        public Line {
            cells = List.copyOf(cells);
        }
    }

    private Table1Lines(Table1 table) {
        this.table = table;
    }

    public static List<Line> of(Table1 table) {
        Table1Lines lines = new Table1Lines(table);
        lines.add(
                "Patients, n",
                false,
                column -> count(table.columns().get(column).patients()));
        table.rows().forEach(lines::add);
        return List.copyOf(lines.lines);
    }

    /** The note beneath the table: what its words mean. */
    public static List<String> notes(Table1 table) {
        List<String> notes = new ArrayList<>();
        String between = table.columns(Table1.Kind.STRATUM).isEmpty() ? "sites" : "strata";
        notes.add("Each patient counts once. Percentages are of all patients of a column."
                + (table.compares()
                        ? " SMD: the largest standardised difference between two %s.".formatted(between)
                        : ""));
        if (table.rows().stream().anyMatch(table::isPartial)) {
            notes.add(PARTIAL + ": only between %s whose figures of the variable are all shown.".formatted(between));
        }
        notes.add(
                "suppressed: a count of 1 to %d patients, or one from which such a count would follow; figures of so few are not shown either. 0 is shown."
                        .formatted(table.minimum() - 1));
        if (!table.columns(Table1.Kind.SITE).isEmpty()) {
            notes.add(
                    "Columns of single sites are site figures: each needs its site's permission before it goes anywhere.");
        }
        double worst = table.rows().stream()
                .filter(Table1.QuantityRow.class::isInstance)
                .map(Table1.QuantityRow.class::cast)
                .mapToDouble(row -> row.quartileError() * StrictMath.pow(10, row.decimals()))
                .max()
                .orElse(0);
        if (worst > 0) {
            notes.add(
                    "Quartiles come from refined histograms; before rounding they are off by at most %s of the last digit shown."
                            .formatted(BigDecimal.valueOf(worst)
                                    .setScale(4, RoundingMode.UP)
                                    .stripTrailingZeros()
                                    .toPlainString()));
        }
        Table1.LogRank test = table.logRank();
        if (!test.isNone()) {
            notes.add("Log-rank test of the strata: %s."
                    .formatted(test(test.statistic(), test.degreesOfFreedom(), test.p())));
        }
        addChiSquared(table, notes);
        notes.addAll(table.remarks());
        return notes;
    }

    private static void addChiSquared(Table1 table, List<String> notes) {
        List<Table1.CodesRow> tested = table.rows().stream()
                .filter(Table1.CodesRow.class::isInstance)
                .map(Table1.CodesRow.class::cast)
                .filter(row -> !row.chiSquared().isNone())
                .toList();
        if (tested.isEmpty()) {
            return;
        }
        notes.add(
                "Pearson's tests of levels by strata, of patients with a value of both, without correction for continuity"
                        + " or for the number of tests:");
        tested.forEach(row -> notes.add("%s: %s.".formatted(row.title(), words(row.chiSquared()))));
    }

    private static String words(Table1.ChiSquared test) {
        if (test.suppressed()) {
            return SUPPRESSED;
        }
        return test(test.statistic(), test.degreesOfFreedom(), test.p())
                + (test.smallExpected() ? " (rough: an expected count is below 5)" : "");
    }

    private static String test(double statistic, int degreesOfFreedom, double p) {
        return "chi-squared %s on %d degree%s of freedom, p %s"
                .formatted(
                        fixed(statistic, 2),
                        degreesOfFreedom,
                        degreesOfFreedom == 1 ? "" : "s",
                        p < 0.0001 ? "below 0.0001" : fixed(p, 4));
    }

    private void add(Table1.Row row) {
        if (row instanceof Table1.QuantityRow quantity) {
            add(quantity);
        } else if (row instanceof Table1.CodesRow codes) {
            add(codes);
        } else if (row instanceof Table1.TimeRow time) {
            add(time);
        }
    }

    private void add(Table1.QuantityRow row) {
        if (row.unit().equals(Table1.QuantityRow.DATE)) {
            addDate(row);
            return;
        }
        head(row.title() + (row.unit().isEmpty() ? "" : ", " + row.unit()), difference(row));
        add("mean (SD)", true, column -> {
            Table1.QuantityCell cell = row.cells().get(column);
            return number(
                    cell,
                    cell.mean(),
                    "%s (%s)".formatted(fixed(cell.mean(), row.decimals()), fixed(cell.sd(), row.decimals())));
        });
        add("median [Q1, Q3]", true, column -> {
            Table1.QuantityCell cell = row.cells().get(column);
            return number(
                    cell,
                    cell.median(),
                    "%s [%s, %s]"
                            .formatted(
                                    fixed(cell.median(), row.decimals()),
                                    fixed(cell.q1(), row.decimals()),
                                    fixed(cell.q3(), row.decimals())));
        });
        missing(row.cells().stream().map(Table1.QuantityCell::missing).toList());
    }

    private void addDate(Table1.QuantityRow row) {
        head(row.title(), difference(row));
        add("mean (SD in days)", true, column -> {
            Table1.QuantityCell cell = row.cells().get(column);
            return number(cell, cell.mean(), "%s (%s)".formatted(date(cell.mean()), fixed(cell.sd(), 0)));
        });
        add("median [Q1, Q3]", true, column -> {
            Table1.QuantityCell cell = row.cells().get(column);
            return number(
                    cell,
                    cell.median(),
                    "%s [%s, %s]".formatted(date(cell.median()), date(cell.q1()), date(cell.q3())));
        });
        missing(row.cells().stream().map(Table1.QuantityCell::missing).toList());
    }

    private static String date(double days) {
        return Double.isFinite(days) ? LocalDate.ofEpochDay(Math.round(days)).toString() : NONE;
    }

    /** @param value one of those shown */
    private static String number(Table1.QuantityCell cell, double value, String shown) {
        return !Double.isNaN(value) ? shown : cell.suppressed() ? SUPPRESSED : NONE;
    }

    private void add(Table1.CodesRow row) {
        List<Count> missing =
                row.cells().stream().map(Table1.CodesCell::missing).toList();
        if (row.levels().equals(List.of("0", "1")) && isNone(missing)) {
            line(row.title() + ", n (%)", false, difference(row), column -> share(row, column, 1));
            return;
        }
        head(row.title() + ", n (%)", difference(row));
        int first = row.levels().equals(List.of("0", "1")) ? 1 : 0;
        for (int level = first; level < row.levels().size(); level++) {
            int one = level;
            String label = first == 1 ? "yes" : row.levels().get(level);
            add(label, true, column -> share(row, column, one));
        }
        missing(missing);
    }

    private String share(Table1.CodesRow row, int column, int level) {
        return share(
                row.cells().get(column).levels().get(level),
                table.columns().get(column).patients());
    }

    private static String share(Count count, Count of) {
        if (!of.isExact() || of.value() == 0 || !count.isExact() && !count.isRange()) {
            return count(count);
        }
        String percent = count.isExact()
                ? percent(count.value(), of)
                : "%s to %s".formatted(percent(count.low(), of), percent(count.high(), of));
        return "%s (%s)".formatted(count(count), percent);
    }

    private static String percent(int part, Count of) {
        return fixed(100.0 * part / of.value(), 1);
    }

    private void missing(List<Count> missing) {
        if (!isNone(missing)) {
            add(
                    "missing, n (%)",
                    true,
                    column -> share(
                            missing.get(column), table.columns().get(column).patients()));
        }
    }

    private static boolean isNone(List<Count> counts) {
        return counts.stream().allMatch(count -> count.isExact() && count.value() == 0);
    }

    private void add(Table1.TimeRow row) {
        OptionalDouble year = TimeGrid.YEAR.step(row.unit());
        double unit = year.orElse(1);
        String units = year.isPresent() ? "years" : row.unit().isEmpty() ? "time" : row.unit();
        head(row.title(), "");
        add(
                "events, n (%)",
                true,
                column -> share(
                        row.cells().get(column).events(),
                        table.columns().get(column).patients()));
        add("person-" + units, true, column -> {
            double time = row.cells().get(column).personTime();
            return Double.isNaN(time) ? SUPPRESSED : fixed(time / unit, 1);
        });
        add(
                "events per %d person-%s (95%% CI)".formatted(PER, units),
                true,
                column -> rate(row.cells().get(column), PER * unit));
        for (int moment = 0; moment < row.times().size(); moment++) {
            int one = moment;
            add(
                    "without the event at %s, %% (95%% CI)"
                            .formatted(row.times().get(moment).words()),
                    true,
                    column -> survival(row.cells().get(column).survival().get(one)));
        }
    }

    private static String rate(Table1.TimeCell cell, double scale) {
        if (cell.events().isSuppressed() || Double.isNaN(cell.personTime())) {
            return SUPPRESSED;
        }
        return Double.isNaN(cell.rate().value())
                ? NONE
                : "%s (%s to %s)"
                        .formatted(
                                significant(cell.rate().value() * scale),
                                significant(cell.rate().low() * scale),
                                significant(cell.rate().high() * scale));
    }

    private static String survival(Table1.Survival survival) {
        if (survival.suppressed()) {
            return SUPPRESSED;
        }
        if (Double.isNaN(survival.value())) {
            return NONE;
        }
        String value = fixed(100 * survival.value(), SURVIVAL_DECIMALS);
        return Double.isNaN(survival.low())
                ? value
                : "%s (%s to %s)"
                        .formatted(
                                value,
                                fixed(100 * survival.low(), SURVIVAL_DECIMALS),
                                fixed(100 * survival.high(), SURVIVAL_DECIMALS));
    }

    private String difference(Table1.Row row) {
        if (Double.isNaN(row.difference())) {
            return "";
        }
        return fixed(row.difference(), 2) + (table.isPartial(row) ? PARTIAL : "");
    }

    private void head(String label, String difference) {
        lines.add(new Line(label, false, List.of(), difference));
    }

    private void add(String label, boolean inner, IntFunction<String> cell) {
        line(label, inner, "", cell);
    }

    private void line(String label, boolean inner, String difference, IntFunction<String> cell) {
        List<String> cells =
                IntStream.range(0, table.columns().size()).mapToObj(cell).toList();
        lines.add(new Line(label, inner, cells, difference));
    }

    private static String count(Count count) {
        return count.toString();
    }

    private static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        String text = BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
        return text.chars().anyMatch(c -> c >= '1' && c <= '9') ? text : text.replace("-", "");
    }

    /** Two decimals, more for small rates. */
    private static String significant(double value) {
        return value == 0 || value >= 0.1 ? fixed(value, 2) : fixed(value, 4);
    }
}

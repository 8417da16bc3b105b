package org.wardround.study.results;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A published Table 1: who the patients are, at each site and all together, each patient once. Every number in it may be printed; percentages are of all
 * patients of a column.
 *
 * @param by the variable whose levels are strata; empty without
 * @param minimum counts of patients from 1 to below it are suppressed, and others from which they would follow
 * @param rows the study's variables in their order, the outcome last
 * @param logRank of the strata; {@link LogRank#NONE} where it is not published
 * @param remarks what readers must know of counts that are ranges or carry noise, and of figures that leave out patients
 */
public record Table1(
        String by, int minimum, List<Column> columns, List<Row> rows, LogRank logRank, List<String> remarks) {
    /** There is no such table. */
    public static final Table1 NONE = new Table1("", 0, List.of(), List.of(), LogRank.NONE);

    /** Without remarks. */
    public Table1(String by, int minimum, List<Column> columns, List<Row> rows, LogRank logRank) {
        this(by, minimum, columns, rows, logRank, List.of());
    }

    public Table1 {
        remarks = List.copyOf(remarks);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.width() != columns.size()) {
                throw new IllegalArgumentException("'%s' needs a cell in each of the %d columns, got %d"
                        .formatted(row.variable(), columns.size(), row.width()));
            }
        }
    }

    public boolean isNone() {
        return columns.isEmpty();
    }

    /** The columns of one kind, in order. */
    public List<Column> columns(Kind kind) {
        return columns.stream().filter(column -> column.kind() == kind).toList();
    }

    /** Whether there are two columns or more to compare. */
    public boolean compares() {
        return columns(columns(Kind.STRATUM).isEmpty() ? Kind.SITE : Kind.STRATUM)
                        .size()
                > 1;
    }

    /** Whether a row's difference leaves out columns, because figures of theirs are suppressed. */
    public boolean isPartial(Row row) {
        Kind compared = columns(Kind.STRATUM).isEmpty() ? Kind.SITE : Kind.STRATUM;
        return !Double.isNaN(row.difference())
                && IntStream.range(0, columns.size())
                        .anyMatch(column -> columns.get(column).kind() == compared && !row.isShown(column));
    }

    /** Whose column it is. */
    public enum Kind {
        /** One site's: a site figure, for which the site must allow it. */
        SITE,
        STRATUM,
        OVERALL
    }

    /** @param name of the site, level of the stratum, or {@code overall} */
    public record Column(Kind kind, String name, Count patients) {}

    /** One variable, or the outcome. */
    public sealed interface Row {
        String variable();

        /** The words for readers. */
        String title();

        /** The largest standardised difference between two strata, or, without strata, two sites; NaN where it is not published. */
        double difference();

        /** How many cells it has. */
        int width();

        /** Whether everything that a column's difference from others is made of is shown. */
        boolean isShown(int column);
    }

    /**
     * A measured variable.
     *
     * @param decimals to which means, deviations and quartiles are rounded
     * @param quartileError the quartiles are off the exact ones by at most this, rounding apart; in the unit
     * @param cells one for each column
     */
    public record QuantityRow(
            String variable,
            String title,
            String unit,
            int decimals,
            double quartileError,
            double difference,
            List<QuantityCell> cells)
            implements Row {
        /** The unit of dates. */
        public static final String DATE = "days since 1970-01-01";

        public QuantityRow {
            cells = List.copyOf(cells);
        }

        @Override
        public int width() {
            return cells.size();
        }

        @Override
        public boolean isShown(int column) {
            return !cells.get(column).suppressed();
        }
    }

    /**
     * A measured variable in one column; numbers are NaN where nobody has a value, and where they are suppressed.
     *
     * @param suppressed whether mean and deviation are of few patients, or such would follow from them; so are the quartiles then, if they are NaN
     * @param sd sample standard deviation
     */
    public record QuantityCell(
            Count missing, boolean suppressed, double mean, double sd, double q1, double median, double q3) {
        public static QuantityCell suppressed(Count missing) {
            return withoutMean(missing, Double.NaN, Double.NaN, Double.NaN);
        }

        /** Where mean and deviation alone are suppressed. */
        public static QuantityCell withoutMean(Count missing, double q1, double median, double q3) {
            return new QuantityCell(missing, true, Double.NaN, Double.NaN, q1, median, q3);
        }
    }

    /**
     * A coded variable.
     *
     * @param chiSquared of its levels by the strata; {@link ChiSquared#NONE} where there is nothing to compare
     * @param cells one for each column
     */
    public record CodesRow(
            String variable,
            String title,
            List<String> levels,
            double difference,
            ChiSquared chiSquared,
            List<CodesCell> cells)
            implements Row {
        public CodesRow {
            levels = List.copyOf(levels);
            cells = List.copyOf(cells);
        }

        @Override
        public int width() {
            return cells.size();
        }

        @Override
        public boolean isShown(int column) {
            return cells.get(column).isShown();
        }
    }

    /** A coded variable in one column: patients of each level, and without a value. */
    public record CodesCell(Count missing, List<Count> levels) {
        public CodesCell {
            levels = List.copyOf(levels);
        }

        /** Whether all its counts are, as they are. */
        public boolean isShown() {
            return missing.isExact() && levels.stream().allMatch(Count::isExact);
        }
    }

    /**
     * A time to an event.
     *
     * @param times at which survival is told, ascending, in the unit
     * @param cells one for each column
     */
    public record TimeRow(String variable, String title, String unit, List<Moment> times, List<TimeCell> cells)
            implements Row {
        public TimeRow {
            times = List.copyOf(times);
            cells = List.copyOf(cells);
        }

        @Override
        public double difference() {
            return Double.NaN;
        }

        @Override
        public int width() {
            return cells.size();
        }

        @Override
        public boolean isShown(int column) {
            return false;
        }
    }

    /** @param words such as {@code 5 years} */
    public record Moment(double time, String words) {}

    /**
     * A time to an event in one column.
     *
     * @param personTime sum over patients, in the unit; NaN where it is suppressed
     * @param rate events by person-time, with exact Poisson limits; NaN where the events are suppressed
     * @param survival at each time
     */
    public record TimeCell(Count events, double personTime, Rate rate, List<Survival> survival) {
        public TimeCell {
            survival = List.copyOf(survival);
        }
    }

    /** Events a unit of person-time with its 95 % interval; NaN where suppressed. */
    public record Rate(double value, double low, double high) {
        public static final Rate NONE = new Rate(Double.NaN, Double.NaN, Double.NaN);
    }

    /**
     * Kaplan–Meier survival with its 95 % interval, 0 to 1.
     *
     * @param suppressed whether events of few patients would follow; otherwise NaN means that nobody was observed so long
     */
    public record Survival(boolean suppressed, double value, double low, double high) {
        public static final Survival SUPPRESSED = new Survival(true, Double.NaN, Double.NaN, Double.NaN);
        public static final Survival NOT_OBSERVED = new Survival(false, Double.NaN, Double.NaN, Double.NaN);
    }

    /**
     * Pearson's test of levels by strata, over the patients who have a value of both, without correction for continuity.
     *
     * @param suppressed whether a count in it is suppressed, so that no number is shown
     * @param smallExpected whether some expected count is below 5, so that the p is rough
     */
    public record ChiSquared(
            boolean suppressed, double statistic, int degreesOfFreedom, double p, boolean smallExpected) {
        /** There are no strata, they are the variable's own levels, or fewer than two levels or strata have patients. */
        public static final ChiSquared NONE = new ChiSquared(false, Double.NaN, 0, Double.NaN, false);

        public static final ChiSquared SUPPRESSED = new ChiSquared(true, Double.NaN, 0, Double.NaN, false);

        public boolean isNone() {
            return !suppressed && Double.isNaN(statistic);
        }
    }

    /** The log-rank test of the strata. */
    public record LogRank(double statistic, int degreesOfFreedom, double p) {
        public static final LogRank NONE = new LogRank(Double.NaN, 0, Double.NaN);

        public boolean isNone() {
            return Double.isNaN(statistic);
        }
    }
}

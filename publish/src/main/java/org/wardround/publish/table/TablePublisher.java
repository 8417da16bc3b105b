package org.wardround.publish.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.inference.program.GroupFigures;
import org.wardround.inference.statistics.ChiSquared;
import org.wardround.inference.statistics.Contingency;
import org.wardround.inference.statistics.Incidence;
import org.wardround.inference.statistics.KaplanMeier;
import org.wardround.inference.statistics.LifeTable;
import org.wardround.inference.statistics.LogRank;
import org.wardround.inference.statistics.Moments;
import org.wardround.inference.statistics.QuantileSearch;
import org.wardround.inference.statistics.Quantity;
import org.wardround.privacy.disclosure.Cell;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.privacy.disclosure.Suppression;
import org.wardround.study.results.Count;
import org.wardround.study.results.Table1;
import org.wardround.study.results.Table1.CodesCell;
import org.wardround.study.results.Table1.CodesRow;
import org.wardround.study.results.Table1.Moment;
import org.wardround.study.results.Table1.QuantityCell;
import org.wardround.study.results.Table1.QuantityRow;
import org.wardround.study.results.Table1.Survival;
import org.wardround.study.results.Table1.TimeCell;
import org.wardround.study.results.Table1.TimeRow;

/** Writes down what a suppression lets through of a Table 1, rounded. */
final class TablePublisher {
    private static final int SURVIVAL_DECIMALS = 3;
    private static final int TEST_DECIMALS = 4;
    private static final int DIFFERENCE_DECIMALS = 2;
    private static final int TIME_DECIMALS = 1;

    private final Groups groups;
    private final DataDictionary dictionary;
    private final TableCells cells;
    private final Suppression suppression;
    private final int minimum;

    TablePublisher(Groups groups, TableCells cells, Suppression suppression, int minimum) {
        this.groups = groups;
        this.dictionary = groups.dictionary();
        this.cells = cells;
        this.suppression = suppression;
        this.minimum = minimum;
    }

    Table1 publish() {
        List<Table1.Column> columns = each(column -> new Table1.Column(
                groups.columns().get(column).kind(),
                groups.columns().get(column).name(),
                count(cells.patients(column), groups.figures(column).patients())));
        List<Table1.Row> rows = new ArrayList<>();
        for (int variable = 0; variable < dictionary.variables().size(); variable++) {
            rows.add(row(variable));
        }
        rows.add(outcome());
        return new Table1(groups.byName(), minimum, columns, rows, logRank());
    }

    private <T> List<T> each(java.util.function.IntFunction<T> of) {
        return IntStream.range(0, groups.size()).mapToObj(of).toList();
    }

    private Count count(Cell cell, long count) {
        return suppression.shows(cell) ? Count.of(count) : Count.SUPPRESSED;
    }

    private Table1.Row row(int variable) {
        Variable described = dictionary.variables().get(variable);
        for (TableCells.Codes codes : cells.codes()) {
            if (codes.variable() == variable) {
                return codes(described.name(), described.title(), described.levels(), codes);
            }
        }
        return quantity(described.name(), described.title(), unit(described.type(), described.unit()), variable);
    }

    private static String unit(VariableType type, String unit) {
        return type == VariableType.DATE ? QuantityRow.DATE : unit;
    }

    private Table1.Row outcome() {
        Outcome outcome = dictionary.outcome();
        TableCells.Codes classes = cells.classesOfOutcome();
        TableCells.Times times = cells.times();
        if (times != null) {
            return time(outcome, times);
        }
        return classes == null
                ? quantity(outcome.name(), outcome.title(), unit(outcome.type(), outcome.unit()), Quantity.OUTCOME)
                : codes(outcome.name(), outcome.title(), outcome.levels(), classes);
    }

    private CodesRow codes(String name, String title, List<String> levels, TableCells.Codes codes) {
        List<CodesCell> published = each(column -> {
            long[] counts = counts(codes, column);
            return new CodesCell(
                    count(codes.missing()[column], missing(codes, column)),
                    IntStream.range(0, counts.length)
                            .mapToObj(level -> count(codes.levels()[column][level], counts[level]))
                            .toList());
        });
        Comparing comparing = new Comparing(
                groups.compared(),
                column -> published.get(column).isShown(),
                (one, other) -> org.wardround.inference.statistics.StandardisedDifference.of(
                        counts(codes, one), counts(codes, other)));
        boolean own = groups.by() == codes.variable() || groups.by() == Groups.BY_OUTCOME && codes.variable() < 0;
        return new CodesRow(
                name,
                title,
                levels,
                own ? Double.NaN : comparing.largest(DIFFERENCE_DECIMALS),
                own ? Table1.ChiSquared.NONE : chiSquared(codes, published),
                published);
    }

    private Table1.ChiSquared chiSquared(TableCells.Codes codes, List<CodesCell> published) {
        if (groups.by() == Groups.WITHOUT_STRATA) {
            return Table1.ChiSquared.NONE;
        }
        int[] strata = groups.compared();
        if (!Arrays.stream(strata).allMatch(column -> published.get(column).isShown())) {
            return Table1.ChiSquared.SUPPRESSED;
        }
        Contingency contingency = new Contingency(
                Arrays.stream(strata).mapToObj(column -> counts(codes, column)).toArray(long[][]::new));
        ChiSquared test = contingency.pearson();
        return test.degreesOfFreedom() == 0
                ? Table1.ChiSquared.NONE
                : new Table1.ChiSquared(
                        false,
                        Rounding.to(DIFFERENCE_DECIMALS, test.statistic()),
                        test.degreesOfFreedom(),
                        Rounding.to(TEST_DECIMALS, test.p()),
                        contingency.hasSmallExpected());
    }

    private long[] counts(TableCells.Codes codes, int column) {
        return codes.variable() < 0
                ? groups.figures(column).tally().classes(0)
                : groups.figures(column).tally().levels(0, codes.variable());
    }

    private long missing(TableCells.Codes codes, int column) {
        return codes.variable() < 0 ? 0 : groups.figures(column).tally().missing(0, codes.variable());
    }

    private QuantityRow quantity(String name, String title, String unit, int position) {
        int index = IntStream.range(0, cells.numbers().size())
                .filter(i -> cells.numbers().get(i).quantity().position() == position)
                .findFirst()
                .orElseThrow();
        TableCells.Numbers numbers = cells.numbers().get(index);
        int decimals = decimals(numbers, index);
        List<QuantityCell> published = each(column -> quantity(numbers, index, column, decimals));
        Comparing comparing = new Comparing(
                groups.compared(),
                column -> showsMean(numbers, column),
                (one, other) -> Math.abs(org.wardround.inference.statistics.StandardisedDifference.of(
                        moments(index, one), moments(index, other))));
        double error = QuantileSearch.start(
                        List.of(numbers.quantity()), groups.figures(0).tally(), List.of(), 1)
                .error(0);
        return new QuantityRow(name, title, unit, decimals, error, comparing.largest(DIFFERENCE_DECIMALS), published);
    }

    /** As the standard deviation of everybody asks for, the same in all columns; where that must not be told, as the declared range does. */
    private int decimals(TableCells.Numbers numbers, int index) {
        int column = groups.isOfOneAmongOthers() && isOfFew(numbers.quantity(), index, groups.overall())
                ? groups.sites()[0]
                : groups.overall();
        return showsMean(numbers, column)
                ? Rounding.decimals(moments(index, column).standardDeviation())
                : Rounding.decimals(numbers.quantity().range());
    }

    /** At home a hospital's own figures are shown; everybody's are published, and so by the rule for all. */
    private boolean isOfFew(Quantity quantity, int index, int column) {
        return new SpreadOfFew(quantity, groups.figures(column), index).isHiddenBy(SmallCellRule.DEFAULT);
    }

    private boolean showsMean(TableCells.Numbers numbers, int column) {
        return suppression.shows(numbers.figures()[column]) && suppression.shows(numbers.means()[column]);
    }

    private Moments moments(int index, int column) {
        return groups.figures(column).moments().get(index);
    }

    private QuantityCell quantity(TableCells.Numbers numbers, int index, int column, int decimals) {
        GroupFigures figures = groups.figures(column);
        Count missing = count(
                numbers.missing()[column], figures.patients() - figures.tally().present(0, numbers.quantity()));
        if (!suppression.shows(numbers.figures()[column])) {
            return QuantityCell.suppressed(missing);
        }
        List<Double> quartiles = figures.quartiles().get(index).stream()
                .map(quartile -> Rounding.to(decimals, quartile))
                .toList();
        if (!showsMean(numbers, column)) {
            return QuantityCell.withoutMean(missing, quartiles.get(0), quartiles.get(1), quartiles.get(2));
        }
        return new QuantityCell(
                missing,
                false,
                Rounding.to(decimals, figures.moments().get(index).mean()),
                Rounding.to(decimals, figures.moments().get(index).standardDeviation()),
                quartiles.get(0),
                quartiles.get(1),
                quartiles.get(2));
    }

    private TimeRow time(Outcome outcome, TableCells.Times times) {
        return new TimeRow(
                outcome.name(), outcome.title(), outcome.unit(), times.moments(), each(column -> time(times, column)));
    }

    private TimeCell time(TableCells.Times times, int column) {
        GroupFigures figures = groups.figures(column);
        Incidence incidence = required(figures.incidence());
        boolean eventsShown = suppression.shows(times.events()[column]);
        double time = suppression.shows(cells.patients(column))
                ? Rounding.to(TIME_DECIMALS, incidence.personTime())
                : Double.NaN;
        Table1.Rate rate = eventsShown && !Double.isNaN(time)
                ? new Table1.Rate(incidence.rate(), incidence.low(), incidence.high())
                : Table1.Rate.NONE;
        KaplanMeier curve = KaplanMeier.of(required(figures.life()));
        List<Survival> survival = new ArrayList<>();
        for (int moment = 0; moment < times.moments().size(); moment++) {
            survival.add(survival(
                    figures, curve, times.moments().get(moment), suppression.shows(times.until()[column][moment])));
        }
        return new TimeCell(count(times.events()[column], incidence.events()), time, rate, survival);
    }

    private Survival survival(GroupFigures figures, KaplanMeier curve, Moment moment, boolean shown) {
        if (!shown) {
            return Survival.SUPPRESSED;
        }
        if (SurvivalTimes.atRisk(required(figures.life()), moment.time()) == 0) {
            return Survival.NOT_OBSERVED;
        }
        KaplanMeier.Point point = curve.at(moment.time());
        if (point.survival() == 1) {
            return new Survival(false, 1, Double.NaN, Double.NaN);
        }
        return new Survival(
                false,
                Rounding.to(SURVIVAL_DECIMALS, point.survival()),
                Rounding.to(SURVIVAL_DECIMALS, point.low()),
                Rounding.to(SURVIVAL_DECIMALS, point.high()));
    }

    private Table1.LogRank logRank() {
        TableCells.Times times = cells.times();
        int[] strata = groups.by() == Groups.WITHOUT_STRATA ? new int[0] : groups.compared();
        if (times == null || strata.length < 2) {
            return Table1.LogRank.NONE;
        }
        List<LifeTable> tables = new ArrayList<>();
        for (int column : strata) {
            if (!suppression.shows(times.events()[column]) || !suppression.shows(cells.patients(column))) {
                return Table1.LogRank.NONE;
            }
            tables.add(required(groups.figures(column).life()));
        }
        ChiSquared test = LogRank.of(tables).test();
        return test.degreesOfFreedom() == 0
                ? Table1.LogRank.NONE
                : new Table1.LogRank(
                        Rounding.to(DIFFERENCE_DECIMALS, test.statistic()),
                        test.degreesOfFreedom(),
                        Rounding.to(TEST_DECIMALS, test.p()));
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the outcome is a time, and its figures are missing");
        }
        return value;
    }
}

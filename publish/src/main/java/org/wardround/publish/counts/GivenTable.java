package org.wardround.publish.counts;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.wardround.core.dataset.Side;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.inference.describe.Counts;
import org.wardround.inference.program.GivenFigures;
import org.wardround.inference.program.GroupFigures;
import org.wardround.inference.statistics.CountCells;
import org.wardround.inference.statistics.GivenTally;
import org.wardround.inference.statistics.Incidence;
import org.wardround.inference.statistics.LifeTable;
import org.wardround.inference.statistics.Moments;
import org.wardround.inference.statistics.QuantileSearch;
import org.wardround.inference.statistics.Quantity;
import org.wardround.inference.statistics.Tally;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.publish.table.Groups;
import org.wardround.publish.table.Rounding;
import org.wardround.publish.table.SpreadOfFew;
import org.wardround.publish.table.TableOne;
import org.wardround.study.results.Count;
import org.wardround.study.results.Table1;
import org.wardround.study.results.Table1.CodesCell;
import org.wardround.study.results.Table1.CodesRow;
import org.wardround.study.results.Table1.QuantityCell;
import org.wardround.study.results.Table1.QuantityRow;
import org.wardround.study.results.Table1.TimeCell;
import org.wardround.study.results.Table1.TimeRow;

/** Table 1 of everybody, where some site hides counts or adds noise to them: one column, since nothing is known of any site alone. */
public final class GivenTable {
    private static final String OVERALL = "overall";

    private final DataDictionary dictionary;
    private final GivenTally tally;
    private final GroupFigures figures;
    private final SmallCellRule rule;
    private final CountCells cells;
    private final CountsBeside beside;

    private GivenTable(DataDictionary dictionary, GivenFigures given, SmallCellRule rule, CountsBeside beside) {
        this.dictionary = dictionary;
        this.tally = given.tally();
        this.figures = given.figures();
        this.rule = rule;
        this.cells = given.tally().cells();
        this.beside = beside;
    }

    /** The table as it may be published; the usual one where every site gives its counts as they are. */
    public static Table1 publish(DataDictionary dictionary, GivenFigures given, SmallCellRule rule) {
        return given.tally().isExact()
                ? new TableOne(Groups.ofEverybody(dictionary, given.figures()), rule).publish()
                : beside(dictionary, given, rule, CountsBeside.none(new CountCells(dictionary)));
    }

    /**
     * Figures from which the other counts of a run follow where not all counts of Table 1 are given: all patients, and where each has one row their classes.
     *
     * @param counts of rows on each side, which are exact
     */
    public static GroupFigures standIn(DataDictionary dictionary, Counts counts) {
        CountCells cells = new CountCells(dictionary);
        long[] classes = new long[cells.classes().length];
        boolean onePatientARow = counts.rows() == counts.patients();
        for (int label = 0; label < classes.length; label++) {
            for (Side side : Side.values()) {
                classes[label] += onePatientARow ? counts.classes(side)[label] : 0;
            }
        }
        if (!onePatientARow && classes.length > 0) {
            classes[0] = counts.patients();
        }
        boolean timed = dictionary.outcome().type() == VariableType.TIME_TO_EVENT;
        return new GroupFigures(
                Tally.ofClasses(cells, counts.patients(), classes),
                nothing(dictionary),
                noQuartiles(dictionary),
                timed ? new Incidence(classes[1], 0) : null,
                timed ? new LifeTable(1, new long[1], new long[1]) : null);
    }

    /** The table as it may be published beside others of the run's counts. */
    public static Table1 beside(
            DataDictionary dictionary, GivenFigures given, SmallCellRule rule, CountsBeside beside) {
        return new GivenTable(dictionary, given, rule, beside).publish();
    }

    private static List<Moments> nothing(DataDictionary dictionary) {
        return Quantity.of(dictionary).stream().map(quantity -> Moments.NONE).toList();
    }

    private static List<List<Double>> noQuartiles(DataDictionary dictionary) {
        return Quantity.of(dictionary).stream()
                .map(quantity -> List.of(Double.NaN, Double.NaN, Double.NaN))
                .toList();
    }

    private List<Count> classes() {
        List<Count> told = counts(cells.classes());
        return beside.hidesClasses() ? onlyNobody(told) : told;
    }

    private static List<Count> onlyNobody(List<Count> counts) {
        return counts.stream()
                .map(count -> count.isExact() && count.value() == 0 ? count : Count.SUPPRESSED)
                .toList();
    }

    private Table1 publish() {
        List<Table1.Row> rows = new ArrayList<>();
        for (int variable = 0; variable < cells.variables(); variable++) {
            Variable described = dictionary.variables().get(variable);
            rows.add(
                    described.levels().isEmpty()
                            ? quantity(
                                    described.name(), described.title(), described.type(), described.unit(), variable)
                            : codes(described, variable));
        }
        rows.add(outcome());
        return new Table1(
                "",
                rule.minimum(),
                List.of(new Table1.Column(Table1.Kind.OVERALL, OVERALL, patients())),
                rows,
                Table1.LogRank.NONE,
                new GivenRemarks(dictionary, tally, rule).lines());
    }

    private Count patients() {
        return beside.hidesPatients() ? Count.SUPPRESSED : GivenRow.patients(tally, rule, beside);
    }

    private List<Count> counts(int... parts) {
        List<Count> told = new GivenRow(tally, rule, beside, parts).counts();
        // Added up they are all patients.
        return beside.hidesPatients() ? onlyNobody(told) : told;
    }

    private CodesRow codes(Variable described, int variable) {
        List<Count> counts = counts(cells.parts(variable));
        int missing = counts.size() - 1;
        return new CodesRow(
                described.name(),
                described.title(),
                described.levels(),
                Double.NaN,
                Table1.ChiSquared.NONE,
                List.of(new CodesCell(counts.get(missing), counts.subList(0, missing))));
    }

    private Table1.Row outcome() {
        Outcome outcome = dictionary.outcome();
        if (outcome.type() == VariableType.TIME_TO_EVENT) {
            return time(classes().get(1));
        }
        return cells.classes().length == 0
                ? quantity(outcome.name(), outcome.title(), outcome.type(), outcome.unit(), Quantity.OUTCOME)
                : new CodesRow(
                        outcome.name(),
                        outcome.title(),
                        outcome.levels(),
                        Double.NaN,
                        Table1.ChiSquared.NONE,
                        List.of(new CodesCell(Count.of(0), classes())));
    }

    private QuantityRow quantity(String name, String title, VariableType type, String unit, int position) {
        List<Quantity> quantities = Quantity.of(dictionary);
        int index = IntStream.range(0, quantities.size())
                .filter(i -> quantities.get(i).position() == position)
                .findFirst()
                .orElseThrow();
        Moments moments = figures.moments().get(index);
        boolean ofFew = new SpreadOfFew(quantities.get(index), figures, index).isHiddenBy(rule);
        int decimals = ofFew || rule.hides(moments.n())
                ? Rounding.decimals(quantities.get(index).range())
                : Rounding.decimals(moments.standardDeviation());
        double error = QuantileSearch.start(List.of(quantities.get(index)), figures.tally(), List.of(), 1)
                .error(0);
        Count missing = position == Quantity.OUTCOME
                ? Count.of(0)
                : counts(cells.parts(position)).get(1);
        return new QuantityRow(
                name,
                title,
                type == VariableType.DATE ? QuantityRow.DATE : unit,
                decimals,
                error,
                Double.NaN,
                List.of(cell(missing, index, position, decimals, ofFew)));
    }

    private QuantityCell cell(Count missing, int index, int position, int decimals, boolean ofFew) {
        Moments moments = figures.moments().get(index);
        int place = position == Quantity.OUTCOME ? CountCells.PATIENTS : cells.present(position);
        boolean nobodyTells = moments.n() == 0 && tally.withholding(place) > 0;
        if (nobodyTells || rule.hides(moments.n())) {
            return QuantityCell.suppressed(missing);
        }
        List<Double> quartiles = figures.quartiles().get(index).stream()
                .map(quartile -> Rounding.to(decimals, quartile))
                .toList();
        if (ofFew) {
            return QuantityCell.withoutMean(missing, quartiles.get(0), quartiles.get(1), quartiles.get(2));
        }
        return new QuantityCell(
                missing,
                false,
                Rounding.to(decimals, moments.mean()),
                Rounding.to(decimals, moments.standardDeviation()),
                quartiles.get(0),
                quartiles.get(1),
                quartiles.get(2));
    }

    /** Rates and survival of the patients whose events are given as they are, by the rule for any table of them alone. */
    private TimeRow time(Count events) {
        GroupFigures timed = new GroupFigures(
                tally.timed(), nothing(dictionary), noQuartiles(dictionary), figures.incidence(), figures.life());
        Table1 alone = new TableOne(Groups.ofEverybody(dictionary, timed), rule).publish();
        TimeRow row = (TimeRow) alone.rows().get(alone.rows().size() - 1);
        TimeCell cell = row.cells().get(0);
        boolean told = !events.isSuppressed()
                && !cell.events().isSuppressed()
                && Objects.requireNonNull(figures.incidence()).personTime() > 0;
        TimeCell published = told
                ? new TimeCell(events, cell.personTime(), cell.rate(), cell.survival())
                : new TimeCell(
                        events,
                        Double.NaN,
                        Table1.Rate.NONE,
                        cell.survival().stream()
                                .map(each -> Table1.Survival.SUPPRESSED)
                                .toList());
        return new TimeRow(row.variable(), row.title(), row.unit(), row.times(), List.of(published));
    }
}

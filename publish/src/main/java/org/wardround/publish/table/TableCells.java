package org.wardround.publish.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.inference.program.GroupFigures;
import org.wardround.inference.statistics.LifeTable;
import org.wardround.inference.statistics.Quantity;
import org.wardround.privacy.disclosure.Cell;
import org.wardround.privacy.disclosure.CellSystem;
import org.wardround.privacy.disclosure.Showing;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.study.results.Table1.Moment;

/**
 * All counts of a Table 1 as cells of a system, with the sums that tie them: levels and missing values to patients, sites and strata to everybody, events
 * up to a time to all events.
 */
public final class TableCells {
    private final CellSystem system;
    private final Groups groups;
    private final SmallCellRule rule;
    private final Cell[] patients;
    private final List<Codes> codes = new ArrayList<>();
    private final List<Numbers> numbers = new ArrayList<>();
    private final @Nullable Codes classes;
    private final @Nullable Times times;

    /**
     * Cells of a coded variable.
     *
     * @param levels by column, then level
     */
    record Codes(int variable, Cell[][] levels, Cell[] missing) {}

    /**
     * Cells of a quantity, by column.
     *
     * @param figures the patients on whom means, deviations and quartiles rest
     * @param means the same patients; hidden where mean and deviation are, whether or not quartiles are
     */
    record Numbers(Quantity quantity, Cell[] missing, Cell[] valued, Cell[] figures, Cell[] means) {}

    /**
     * Cells of a time to an event.
     *
     * @param until events up to each moment, by column, then moment
     */
    record Times(List<Moment> moments, Cell[] events, Cell[] censored, Cell[][] until) {}

    /** A quantity's figures in a column that must not be shown although they are of enough patients. */
    public record Withheld(String quantity, int column) {}

    private TableCells(
            CellSystem system, Groups groups, SmallCellRule rule, List<Moment> moments, Set<Withheld> withheld) {
        this.system = system;
        this.groups = groups;
        this.rule = rule;
        this.patients = IntStream.range(0, groups.size())
                .mapToObj(column -> system.cell(
                        "patients of " + groups.columns().get(column),
                        groups.figures(column).patients(),
                        Showing.KEPT))
                .toArray(Cell[]::new);
        across(patients);
        for (int variable = 0; variable < groups.dictionary().variables().size(); variable++) {
            if (!groups.dictionary().variables().get(variable).levels().isEmpty()) {
                codes.add(codes(variable));
            }
        }
        List<Quantity> quantities = Quantity.of(groups.dictionary());
        for (int index = 0; index < quantities.size(); index++) {
            numbers.add(numbers(quantities.get(index), index, withheld));
        }
        VariableType outcome = groups.dictionary().outcome().type();
        this.classes = outcome == VariableType.BINARY || outcome == VariableType.CATEGORY ? classes() : null;
        this.times = outcome == VariableType.TIME_TO_EVENT ? times(moments) : null;
    }

    /**
     * Adds the table's cells to a system.
     *
     * @param rule the system's
     * @param moments at which survival is told; empty where the outcome is not a time
     */
    static TableCells in(
            CellSystem system, Groups groups, SmallCellRule rule, List<Moment> moments, Set<Withheld> withheld) {
        return new TableCells(system, groups, rule, moments, withheld);
    }

    private Cell[] cells(String name, IntToLongFunction count, Showing showing) {
        return IntStream.range(0, groups.size())
                .mapToObj(column -> part(
                        column,
                        "%s of %s".formatted(name, groups.columns().get(column)),
                        count.applyAsLong(column),
                        count.applyAsLong(column),
                        showing))
                .toArray(Cell[]::new);
    }

    private Cell part(int column, String name, long count, long of, Showing showing) {
        return system.part(patients[column], name, count, of, showing);
    }

    /** Sites, where all are there, and strata add up to everybody. */
    private void across(Cell[] cells) {
        Cell overall = cells[groups.overall()];
        if (groups.sites().length > 0 && !groups.isOfOneAmongOthers()) {
            system.sumOverSites(
                    overall,
                    Arrays.stream(groups.sites())
                            .mapToObj(column -> cells[column])
                            .toList());
        }
        if (groups.strata().length > 0) {
            system.sum(
                    overall,
                    Arrays.stream(groups.strata())
                            .mapToObj(column -> cells[column])
                            .toList());
        }
    }

    private Codes codes(int variable) {
        Variable described = groups.dictionary().variables().get(variable);
        Cell[][] levels = levels(
                described.name(),
                described.levels().size(),
                column -> groups.figures(column).tally().levels(0, variable),
                groups.by() == variable);
        Cell[] missing = cells(
                described.name() + " missing",
                column -> groups.figures(column).tally().missing(0, variable),
                Showing.PRINTED);
        int[] strata = groups.strata();
        if (groups.by() == variable && strata.length > described.levels().size()) {
            int last = strata[strata.length - 1];
            missing[last] = patients[last];
        }
        addUp(levels, missing);
        across(missing);
        return new Codes(variable, levels, missing);
    }

    private Codes classes() {
        int count = groups.dictionary().outcome().classes();
        Cell[][] levels = levels(
                groups.dictionary().outcome().name(),
                count,
                column -> groups.figures(column).tally().classes(0),
                groups.by() == Groups.BY_OUTCOME);
        Cell[] missing = cells("no outcome", column -> 0, Showing.PRINTED);
        addUp(levels, missing);
        return new Codes(Quantity.OUTCOME, levels, missing);
    }

    /** @param strata whether the levels are the strata, so that a stratum's patients are all of its level */
    private Cell[][] levels(String name, int count, IntFunction<long[]> of, boolean strata) {
        Cell[][] levels = new Cell[groups.size()][count];
        for (int level = 0; level < count; level++) {
            int one = level;
            Cell[] cells = cells(name + " level " + level, column -> of.apply(column)[one], Showing.PRINTED);
            if (strata) {
                cells[groups.strata()[level]] = patients[groups.strata()[level]];
            }
            across(cells);
            for (int column = 0; column < groups.size(); column++) {
                levels[column][level] = cells[column];
            }
        }
        return levels;
    }

    private void addUp(Cell[][] levels, Cell[] missing) {
        for (int column = 0; column < groups.size(); column++) {
            List<Cell> parts = new ArrayList<>(List.of(levels[column]));
            parts.add(missing[column]);
            // A stratum of the variable itself is one of its own parts.
            if (!parts.contains(patients[column])) {
                system.sum(patients[column], parts);
            }
        }
    }

    private Numbers numbers(Quantity quantity, int index, Set<Withheld> withheld) {
        IntToLongFunction present = column -> groups.figures(column).tally().present(0, quantity);
        Cell[] missing = cells(
                quantity.name() + " missing",
                column -> groups.figures(column).patients() - present.applyAsLong(column),
                Showing.PRINTED);
        Cell[] valued = cells(quantity.name() + " present", present, Showing.IMPLIED);
        for (int column = 0; column < groups.size(); column++) {
            system.sum(patients[column], List.of(missing[column], valued[column]));
        }
        across(missing);
        across(valued);
        IntPredicate hidden = column -> withheld.contains(new Withheld(quantity.name(), column));
        Cell[] figures = figures("figures of " + quantity.name(), present, hidden);
        Cell[] means = IntStream.range(0, groups.size()).anyMatch(column -> isOfFew(column, quantity, index))
                ? figures("means of " + quantity.name(), present, hidden.or(column -> isOfFew(column, quantity, index)))
                : figures;
        return new Numbers(quantity, missing, valued, figures, means);
    }

    private boolean isOfFew(int column, Quantity quantity, int index) {
        return new SpreadOfFew(quantity, groups.figures(column), index).isHiddenBy(rule);
    }

    /** @param hidden by column, whatever the number of patients */
    private Cell[] figures(String name, IntToLongFunction present, IntPredicate hidden) {
        Cell[] figures = IntStream.range(0, groups.size())
                .mapToObj(column -> {
                    long count = present.applyAsLong(column);
                    // A single patient stands for "must not be known" whatever the number.
                    return part(column, name, count, hidden.test(column) ? 1 : count, Showing.PRINTED);
                })
                .toArray(Cell[]::new);
        across(figures);
        return figures;
    }

    private Times times(List<Moment> moments) {
        Cell[] events = cells("events", column -> groups.figures(column).tally().classes(0)[1], Showing.PRINTED);
        Cell[] censored =
                cells("censored", column -> groups.figures(column).tally().classes(0)[0], Showing.IMPLIED);
        across(events);
        across(censored);
        for (int column = 0; column < groups.size(); column++) {
            system.sum(patients[column], List.of(events[column], censored[column]));
        }
        Cell[][] until = new Cell[groups.size()][moments.size()];
        for (int moment = 0; moment < moments.size(); moment++) {
            addMoment(moments, moment, until);
        }
        for (int column = 0; column < groups.size() && !moments.isEmpty(); column++) {
            system.rest(events[column], until[column][moments.size() - 1]);
        }
        return new Times(moments, events, censored, until);
    }

    private void addMoment(List<Moment> moments, int moment, Cell[][] until) {
        double time = moments.get(moment).time();
        Cell[] cells = cells("events until " + time, column -> events(groups.figures(column), time), Showing.PRINTED);
        across(cells);
        for (int column = 0; column < groups.size(); column++) {
            until[column][moment] = cells[column];
            system.rest(patients[column], cells[column]);
            if (moment > 0) {
                system.rest(cells[column], until[column][moment - 1]);
            }
        }
    }

    private static long events(GroupFigures figures, double time) {
        LifeTable life = figures.life();
        long events = 0;
        for (int step = 0; life != null && step < life.steps() && life.time(step) <= time; step++) {
            events += life.events(step);
        }
        return events;
    }

    /**
     * Says that rows, each of another patient, are some of everybody's, so that what they leave of a variable's counts is known too.
     *
     * @param groups by level, or intervals of a quantity
     * @param without rows without a value
     */
    public void addSome(int variable, List<Cell> groups, Cell without) {
        codes.stream().filter(one -> one.variable() == variable).forEach(one -> {
            for (int level = 0; level < groups.size(); level++) {
                system.rest(one.levels()[everybody()][level], groups.get(level));
            }
            system.rest(one.missing()[everybody()], without);
        });
        numbers.stream().filter(one -> one.quantity().position() == variable).forEach(one -> {
            system.rest(one.valued()[everybody()], groups.toArray(Cell[]::new));
            system.rest(one.missing()[everybody()], without);
        });
    }

    /** The column of all sites together. */
    int everybody() {
        return groups.overall();
    }

    /** The column of a site. */
    int column(SiteId site) {
        return Arrays.stream(groups.sites())
                .filter(column -> groups.columns().get(column).name().equals(site.name()))
                .findFirst()
                .orElseThrow();
    }

    /** Patients of a class of the outcome: of a level; or censored, with the event. */
    Cell ofClass(int column, int label) {
        if (times != null) {
            return label == 1 ? times.events()[column] : times.censored()[column];
        }
        return Objects.requireNonNull(classes).levels()[column][label];
    }

    /** All patients. */
    public Cell patients() {
        return patients[everybody()];
    }

    /** Patients by column. */
    Cell patients(int column) {
        return patients[column];
    }

    List<Codes> codes() {
        return codes;
    }

    List<Numbers> numbers() {
        return numbers;
    }

    @Nullable
    Codes classesOfOutcome() {
        return classes;
    }

    @Nullable
    Times times() {
        return times;
    }
}

package org.wardround.publish.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Flow;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.VariableType;
import org.wardround.inference.describe.Counts;
import org.wardround.privacy.disclosure.Cell;
import org.wardround.privacy.disclosure.CellSystem;
import org.wardround.privacy.disclosure.Showing;
import org.wardround.privacy.disclosure.Suppression;
import org.wardround.study.results.Count;
import org.wardround.study.results.SideCounts;

/**
 * The flow of records as cells of a system: read, dropped by reason, in the cohort, on each side of the split, with the event and without; tied to each
 * other, to the totals over sites, and to a Table 1 where there is one. A row counts as a patient where it was dropped before its patient was
 * known.
 */
public final class FlowCells {
    private final CellSystem system;
    private final Outcome outcome;
    private final SortedMap<SiteId, Site> sites = new TreeMap<>();
    private final Total total;

    /** A side: its rows, and those of each class; no classes for a number. */
    private record SideCells(Cell rows, List<Cell> classes) {}

    private record Site(
            Flow flow, Cell read, List<Cell> dropped, Cell inCohort, Cell patients, Map<Side, SideCells> sides) {}

    /**
     * All sites that take part.
     *
     * @param flow rows read, dropped, in the cohort, and patients; empty in a run
     */
    private record Total(List<Cell> flow, Map<Side, SideCells> sides) {}

    private FlowCells(
            CellSystem system,
            Outcome outcome,
            SortedMap<SiteId, SiteFlow> data,
            SortedSet<SiteId> totalled,
            @Nullable TableCells table) {
        this.system = system;
        this.outcome = outcome;
        data.forEach((site, one) -> {
            boolean described = table != null && totalled.contains(site);
            sites.put(site, described ? site(one, Objects.requireNonNull(table), site) : site(one, null, site));
        });
        this.total = total(
                totalled.stream()
                        .map(site -> Objects.requireNonNull(sites.get(site)))
                        .toList(),
                table != null);
    }

    /**
     * Adds the flow of some sites to a system.
     *
     * @param totalled the sites over which totals are told, and that a Table 1 describes
     * @param table cells of that Table 1, in the same system; null without one
     */
    public static FlowCells in(
            CellSystem system,
            Outcome outcome,
            SortedMap<SiteId, SiteFlow> data,
            SortedSet<SiteId> totalled,
            @Nullable TableCells table) {
        return new FlowCells(system, outcome, data, totalled, table);
    }

    private FlowCells(CellSystem system, Outcome outcome, Counts counts, TableCells table) {
        this.system = system;
        this.outcome = outcome;
        this.total = total(counts, table);
    }

    /**
     * Adds what is known of all sites together where nothing is known of any of them.
     *
     * @param table cells of a Table 1 of everybody, in the same system
     */
    public static FlowCells ofTotals(CellSystem system, Outcome outcome, Counts counts, TableCells table) {
        return new FlowCells(system, outcome, counts, table);
    }

    private Total total(Counts counts, TableCells table) {
        Cell patients = table.patients(table.everybody());
        boolean onePatientARow = counts.rows() == counts.patients();
        Map<Side, SideCells> sides = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            Cell rows = system.cell("all " + side, counts.rows(side), counts.patients(side), Showing.KEPT);
            List<Cell> labels = new ArrayList<>();
            for (int label = 0; label < classes(); label++) {
                long count = counts.classes(side)[label];
                long of = Patients.of(counts, side).atLeast(count);
                labels.add(
                        system.part(patients, "%s, class %d".formatted(side, label), count, of, showing(side, label)));
            }
            if (!labels.isEmpty()) {
                system.sum(rows, labels);
            }
            sides.put(side, new SideCells(rows, labels));
        }
        if (onePatientARow) {
            system.sum(patients, rows(sides));
            for (int label = 0; label < classes(); label++) {
                system.sum(table.ofClass(table.everybody(), label), ofClass(sides, label));
            }
        }
        return new Total(List.of(), sides);
    }

    /** How all sites' rows of a class are told: tested ones by a confusion matrix, training events beside a fit. */
    private Showing showing(Side side, int label) {
        if (side == Side.TEST && outcome.type() != VariableType.TIME_TO_EVENT) {
            return Showing.KEPT;
        }
        return hasEvents() && side == Side.TRAIN && label == 1 ? Showing.PRINTED : Showing.IMPLIED;
    }

    private Site site(SiteFlow data, @Nullable TableCells table, SiteId site) {
        Flow flow = data.flow();
        boolean onePatientARow = flow.rows() == flow.patients();
        Cell patients = table == null
                ? system.cell("patients of " + site, flow.patients(), Showing.KEPT)
                : table.patients(table.column(site));
        Cell inCohort =
                onePatientARow ? patients : system.cell("rows of " + site, flow.rows(), flow.patients(), Showing.KEPT);
        Cell read = system.cell("read at " + site, flow.rowsRead(), Showing.PRINTED);
        List<Cell> dropped = new ArrayList<>();
        flow.dropped()
                .forEach((reason, rows) ->
                        dropped.add(system.cell("dropped at %s: %s".formatted(site, reason), rows, Showing.PRINTED)));
        List<Cell> parts = new ArrayList<>(dropped);
        parts.add(inCohort);
        system.sum(read, parts);
        Map<Side, SideCells> sides = sides(data, site, patients);
        system.sum(inCohort, rows(sides));
        if (table != null && onePatientARow && classes() > 0) {
            for (int label = 0; label < classes(); label++) {
                system.sum(table.ofClass(table.column(site), label), ofClass(sides, label));
            }
        }
        return new Site(flow, read, dropped, inCohort, patients, sides);
    }

    private int classes() {
        return outcome.type() == VariableType.TIME_TO_EVENT ? 2 : outcome.classes();
    }

    private boolean hasEvents() {
        return outcome.type() == VariableType.TIME_TO_EVENT || outcome.type() == VariableType.BINARY;
    }

    private Map<Side, SideCells> sides(SiteFlow data, SiteId site, Cell patients) {
        Map<Side, SideCells> sides = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            String name = "%s at %s".formatted(side, site);
            // How many are tested stands behind every metric: all else hides first.
            Showing printed = side == Side.TEST ? Showing.KEPT : Showing.PRINTED;
            Cell rows = system.cell(
                    name, data.flow().side(side).rows(), data.flow().side(side).patients(), printed);
            List<Cell> labels = new ArrayList<>();
            for (int label = 0; label < classes(); label++) {
                long count = data.flow().side(side).outcomes().get(label);
                // A class that nobody of many has is told: warnings and notes name the sites with one class.
                labels.add(system.part(
                        patients,
                        "%s, class %d".formatted(name, label),
                        count,
                        patients(data.table(), side, label),
                        hasEvents() && label == 1 || count == 0 ? Showing.PRINTED : Showing.IMPLIED));
            }
            if (!labels.isEmpty()) {
                system.sum(rows, labels);
            }
            sides.put(side, new SideCells(rows, labels));
        }
        return sides;
    }

    /** Patients with a row of the class on the side. */
    private static long patients(Table table, Side side, int label) {
        double[] labels = table.events().length > 0 ? table.events() : table.outcomes();
        return Arrays.stream(table.rowsOn(side))
                .filter(row -> labels[row] == label)
                .map(row -> table.patients()[row])
                .distinct()
                .count();
    }

    private static List<Cell> rows(Map<Side, SideCells> sides) {
        return sides.values().stream().map(SideCells::rows).toList();
    }

    private static List<Cell> ofClass(Map<Side, SideCells> sides, int label) {
        return sides.values().stream().map(side -> side.classes().get(label)).toList();
    }

    /** What is told of all sites: of a run its rows on each side, and the events that a fit rests on, else everything. */
    private Total total(List<Site> all, boolean run) {
        Map<Side, SideCells> sides = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            List<SideCells> cells = all.stream()
                    .map(site -> Objects.requireNonNull(site.sides().get(side)))
                    .toList();
            Cell rows = sum(side.toString(), cells.stream().map(SideCells::rows).toList());
            int told = !run ? classes() : hasEvents() && side == Side.TRAIN ? 2 : 0;
            List<Cell> labels = IntStream.range(0, told)
                    .mapToObj(label -> sum(
                            "%s, class %d".formatted(side, label),
                            cells.stream()
                                    .map(cell -> cell.classes().get(label))
                                    .toList()))
                    .toList();
            sides.put(side, new SideCells(rows, labels));
        }
        if (run) {
            return new Total(List.of(), sides);
        }
        Cell read = sum("read", all.stream().map(Site::read).toList());
        Cell inCohort = sum("rows", all.stream().map(Site::inCohort).toList());
        Cell patients = sum("patients", all.stream().map(Site::patients).toList());
        return new Total(List.of(read, system.rest(read, inCohort), inCohort, patients), sides);
    }

    private Cell sum(String name, List<Cell> parts) {
        return system.totalOverSites("all " + name, parts, Showing.KEPT);
    }

    /** Test rows of a site. */
    public Cell testRows(SiteId site) {
        return side(site).rows();
    }

    /** Rows of a site on a side. */
    public Cell rows(SiteId site, Side side) {
        return Objects.requireNonNull(of(site).sides().get(side)).rows();
    }

    /** Rows of a site on a side by class; empty for a number. */
    public List<Cell> classes(SiteId site, Side side) {
        return Objects.requireNonNull(of(site).sides().get(side)).classes();
    }

    /** Events among the training rows of all sites that take part; 0 for an outcome without events. */
    public Count trainingEvents(Suppression suppression) {
        return hasEvents()
                ? count(
                        Objects.requireNonNull(total.sides().get(Side.TRAIN))
                                .classes()
                                .get(1),
                        suppression)
                : Count.of(0);
    }

    /** Rows of all sites on a side by class, where nothing is known of any of them; empty for a number. */
    List<Cell> classes(Side side) {
        return Objects.requireNonNull(total.sides().get(side)).classes();
    }

    /** Rows of all sites that take part on a side. */
    public Cell rows(Side side) {
        return Objects.requireNonNull(total.sides().get(side)).rows();
    }

    /** Test rows of a site by class; empty for a number. */
    public List<Cell> testClasses(SiteId site) {
        return side(site).classes();
    }

    private SideCells side(SiteId site) {
        return Objects.requireNonNull(of(site).sides().get(Side.TEST));
    }

    private Site of(SiteId site) {
        return Objects.requireNonNull(sites.get(site), () -> "no site " + site);
    }

    /** The flow of a site as it may be published. */
    public org.wardround.study.results.Flow flow(SiteId site, Suppression suppression) {
        Site of = of(site);
        List<org.wardround.study.results.Flow.Drop> drops = new ArrayList<>();
        int index = 0;
        for (Map.Entry<String, Integer> drop : of.flow().dropped().entrySet()) {
            drops.add(new org.wardround.study.results.Flow.Drop(
                    drop.getKey(), count(of.dropped().get(index++), suppression)));
        }
        return new org.wardround.study.results.Flow(
                count(of.read(), suppression),
                drops,
                count(of.inCohort(), suppression),
                count(of.patients(), suppression),
                split(of.sides(), suppression));
    }

    /** The totals as they may be published, of cells without a Table 1; the only drop is of all rows that were dropped. */
    org.wardround.study.results.Flow total(Suppression suppression) {
        return new org.wardround.study.results.Flow(
                count(total.flow().get(0), suppression),
                List.of(new org.wardround.study.results.Flow.Drop(
                        "", count(total.flow().get(1), suppression))),
                count(total.flow().get(2), suppression),
                count(total.flow().get(3), suppression),
                split(total.sides(), suppression));
    }

    private org.wardround.study.results.Flow.Split split(Map<Side, SideCells> sides, Suppression suppression) {
        SideCounts events =
                hasEvents() ? counts(sides, suppression, side -> side.classes().get(1)) : SideCounts.NONE;
        return new org.wardround.study.results.Flow.Split(counts(sides, suppression, SideCells::rows), events);
    }

    private static SideCounts counts(
            Map<Side, SideCells> sides, Suppression suppression, java.util.function.Function<SideCells, Cell> cell) {
        return SideCounts.of(
                count(cell.apply(Objects.requireNonNull(sides.get(Side.TRAIN))), suppression),
                count(cell.apply(Objects.requireNonNull(sides.get(Side.VALIDATION))), suppression),
                count(cell.apply(Objects.requireNonNull(sides.get(Side.TEST))), suppression));
    }

    /** A count as it may be published. */
    public static Count count(Cell cell, Suppression suppression) {
        return suppression.published(cell).isPresent()
                ? Count.of(suppression.published(cell).getAsLong())
                : Count.SUPPRESSED;
    }
}

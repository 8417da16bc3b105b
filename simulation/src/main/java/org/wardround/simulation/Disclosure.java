package org.wardround.simulation;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Side;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.data.table.SiteData;
import org.wardround.inference.evaluate.Figures;
import org.wardround.inference.evaluate.Subgroups;
import org.wardround.privacy.disclosure.Cell;
import org.wardround.privacy.disclosure.CellSystem;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.privacy.disclosure.Suppression;
import org.wardround.simulation.Assessor.Assessed;
import org.wardround.simulation.table.EvaluationCells;
import org.wardround.simulation.table.FlowCells;
import org.wardround.simulation.table.Groups;
import org.wardround.simulation.table.TableOne;
import org.wardround.study.results.Count;
import org.wardround.study.results.Flow;
import org.wardround.study.results.Table1;

/**
 * Which counts of a run's results may be published: those of Table 1, of the flow of records, of confusion matrices, subgroups and the rows behind metrics,
 * decided together, because they add up.
 */
final class Disclosure {
    static final SmallCellRule RULE = SmallCellRule.DEFAULT;

    private final Subgroups subgroups;
    private final Table1 table;
    private final Suppression suppression;
    private final Cells cells;

    /** The cells beside Table 1's. */
    private record Cells(
            FlowCells flow, Map<Assessed, EvaluationCells> evaluations, Map<Subgroups.Group, Cell> subgroups) {}

    /** What is published. */
    record Content(
            Groups groups,
            SortedMap<SiteId, SiteData> sites,
            Participation participation,
            Assessed model,
            List<Assessed> others) {}

    Disclosure(DataDictionary dictionary, Subgroups subgroups, Content content) {
        this.subgroups = subgroups;
        // Called at once, and the last call is of the system that was protected.
        Cells[] last = new Cells[1];
        TableOne.Published published = new TableOne(content.groups, RULE).publish(joint -> {
            FlowCells flow = FlowCells.in(
                    joint.system(),
                    dictionary.outcome(),
                    content.sites,
                    new TreeMap<>(content.participation.included()).navigableKeySet(),
                    joint.cells());
            last[0] = cells(joint.system(), flow, content);
        });
        this.cells = Objects.requireNonNull(last[0]);
        this.table = published.table();
        this.suppression = published.suppression();
    }

    private Cells cells(CellSystem system, FlowCells flow, Content content) {
        Map<Assessed, EvaluationCells> evaluations = new IdentityHashMap<>();
        Assessed model = content.model;
        EvaluationCells first =
                EvaluationCells.bySite(system, RULE, flow, model.overall().get(0), model.sites());
        evaluations.put(model, first);
        for (Assessed other : content.others) {
            evaluations.put(
                    other,
                    EvaluationCells.together(system, RULE, flow, other.overall().get(0), other.sites()));
        }
        return new Cells(flow, evaluations, subgroups(system, first.overall().rows(), model.overall()));
    }

    /** Each variable's groups exclude each other; what is left has no value. */
    private Map<Subgroups.Group, Cell> subgroups(CellSystem system, Cell rows, List<Figures> figures) {
        Map<Subgroups.Group, Cell> bySubgroup = new IdentityHashMap<>();
        SortedMap<String, List<Cell>> byVariable = new TreeMap<>();
        for (int i = 0; i < subgroups.groups().size(); i++) {
            Subgroups.Group group = subgroups.groups().get(i);
            Cell cell = system.cell(
                    "test rows of " + group.variable(),
                    rows(figures.get(i + 1)),
                    org.wardround.privacy.disclosure.Showing.PRINTED);
            bySubgroup.put(group, cell);
            byVariable
                    .computeIfAbsent(group.variable(), unseen -> new ArrayList<>())
                    .add(cell);
        }
        byVariable.values().forEach(cells -> system.rest(rows, cells.toArray(Cell[]::new)));
        return bySubgroup;
    }

    /** All rows of a group: no metric rests on more. */
    static long rows(Figures figures) {
        return figures.metrics().values().stream()
                .mapToLong(estimate -> estimate.n())
                .max()
                .orElse(0);
    }

    Table1 table1() {
        return table;
    }

    Flow flow(SiteId site) {
        return cells.flow.flow(site, suppression);
    }

    EvaluationCells of(Assessed assessed) {
        return Objects.requireNonNull(cells.evaluations.get(assessed));
    }

    Cell subgroup(Subgroups.Group group) {
        return Objects.requireNonNull(cells.subgroups.get(group));
    }

    Count count(Cell cell) {
        return FlowCells.count(cell, suppression);
    }

    boolean isOfFew(Cell cell) {
        return suppression.isOfFew(cell);
    }

    /** Events among the training rows of all sites that take part; 0 for an outcome without events. */
    Count trainingEvents() {
        return cells.flow.trainingEvents(suppression);
    }

    /** Rows of a site on a side of the split. */
    Cell rows(SiteId site, Side side) {
        return cells.flow.rows(site, side);
    }

    /** Those of each class; empty for a number. */
    List<Cell> classes(SiteId site, Side side) {
        return cells.flow.classes(site, side);
    }

    /** Rows of all sites that take part on a side of the split. */
    Cell rows(Side side) {
        return cells.flow.rows(side);
    }
}

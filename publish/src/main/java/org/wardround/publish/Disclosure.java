package org.wardround.publish;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Side;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.inference.describe.Counts;
import org.wardround.inference.evaluate.Figures;
import org.wardround.inference.evaluate.Subgroups;
import org.wardround.inference.program.EvaluationProgram.Evaluated;
import org.wardround.inference.program.GivenFigures;
import org.wardround.inference.program.GroupFigures;
import org.wardround.privacy.disclosure.Cell;
import org.wardround.privacy.disclosure.CellSystem;
import org.wardround.privacy.disclosure.Showing;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.privacy.disclosure.Suppression;
import org.wardround.publish.counts.CountsBeside;
import org.wardround.publish.counts.GivenCells;
import org.wardround.publish.counts.GivenTable;
import org.wardround.publish.table.EvaluationCells;
import org.wardround.publish.table.FlowCells;
import org.wardround.publish.table.Groups;
import org.wardround.publish.table.Patients;
import org.wardround.publish.table.SiteFlow;
import org.wardround.publish.table.TableOne;
import org.wardround.study.results.Count;
import org.wardround.study.results.Flow;
import org.wardround.study.results.Table1;

/**
 * Which counts of a run's results may be published: those of Table 1, of the flow of records, of confusion matrices, subgroups and the rows behind metrics,
 * decided together, because they add up.
 */
public final class Disclosure {
    public static final SmallCellRule RULE = SmallCellRule.DEFAULT;

    private final SmallCellRule rule;
    private final Table1 table;
    private final Suppression suppression;
    private final Cells cells;
    private final Patients tested;

    /**
     * The cells beside Table 1's.
     *
     * @param given those of Table 1 itself, where it is made of counts as hospitals give them; null otherwise
     */
    private record Cells(
            FlowCells flow,
            Map<Evaluated, EvaluationCells> evaluations,
            Map<Subgroups.Group, EvaluationCells.Matrix> subgroups,
            @Nullable GivenCells given) {}

    /**
     * What is published where every site's rows are at hand.
     *
     * @param included sites that take part
     * @param others models that the run's is held against
     */
    public record Content(
            Groups groups,
            SortedMap<SiteId, SiteFlow> sites,
            SortedSet<SiteId> included,
            Evaluated model,
            List<Evaluated> others) {}

    /** What is published where the sums alone are known. */
    public record Totals(GivenFigures patients, Counts counts, Evaluated model) {}

    /** Adds all cells beside Table 1's to its system. */
    private interface Joining {
        Cells join(TableOne.Joint joint);
    }

    /** Makes the table that is published. */
    private interface Telling {
        Table1 table(TableOne.Published published, Cells cells);
    }

    private Disclosure(TableOne describing, SmallCellRule rule, Patients tested, Joining joining, Telling telling) {
        this.rule = rule;
        this.tested = tested;
        // Called at once, and the last call is of the system that was protected.
        Cells[] last = new Cells[1];
        TableOne.Published published = describing.publish(joint -> last[0] = joining.join(joint));
        this.cells = Objects.requireNonNull(last[0]);
        this.table = telling.table(published, cells);
        this.suppression = published.suppression();
    }

    public static Disclosure of(DataDictionary dictionary, Subgroups subgroups, Content content) {
        return of(dictionary, new TableOne(content.groups, RULE), RULE, subgroups, content);
    }

    /**
     * For a hospital's own eyes: nothing about its own patients is hidden, whose columns stand beside everybody's.
     *
     * @param own the hospital alone; figures of everybody are of the hospital too
     */
    static Disclosure atHome(DataDictionary dictionary, Content own) {
        SmallCellRule rule = SmallCellRule.OWN_PATIENTS;
        return of(dictionary, TableOne.beside(own.groups, rule), rule, Subgroups.of(List.of(), dictionary), own);
    }

    private static Disclosure of(
            DataDictionary dictionary, TableOne describing, SmallCellRule rule, Subgroups subgroups, Content content) {
        return new Disclosure(
                describing,
                rule,
                Patients.ONE_ROW_EACH,
                joint -> {
                    FlowCells flow = FlowCells.in(
                            joint.system(), dictionary.outcome(), content.sites, content.included, joint.cells());
                    return cells(subgroups, joint, rule, flow, content);
                },
                (published, cells) -> published.table());
    }

    /** Of sites of which nothing is known but what they sum up to. */
    public static Disclosure of(DataDictionary dictionary, Subgroups subgroups, Totals totals) {
        Patients tested = Patients.of(totals.counts, Side.TEST);
        boolean exact = totals.patients.tally().isExact();
        GroupFigures everybody = exact ? totals.patients.figures() : GivenTable.standIn(dictionary, totals.counts);
        TableOne describing = new TableOne(Groups.ofEverybody(dictionary, everybody), RULE);
        CountsBeside beside = CountsBeside.of(dictionary, totals.counts, subgroups, subgroupRows(totals.model));
        Telling telling = (published, cells) -> cells.given == null
                ? published.table()
                : GivenTable.beside(
                        dictionary,
                        totals.patients,
                        RULE,
                        beside.hiding(published.table(), cells.given.hidden(published.suppression())));
        return new Disclosure(
                describing,
                RULE,
                tested,
                joint -> {
                    CellSystem system = joint.system();
                    FlowCells flow = FlowCells.ofTotals(system, dictionary.outcome(), totals.counts, joint.cells());
                    List<Figures> figures = totals.model.overall();
                    EvaluationCells evaluation = EvaluationCells.ofTotals(system, flow, figures.get(0), tested);
                    Map<Evaluated, EvaluationCells> evaluations = new IdentityHashMap<>();
                    evaluations.put(totals.model, evaluation);
                    Map<Subgroups.Group, EvaluationCells.Matrix> bySubgroup =
                            subgroups(subgroups, system, figures, tested, EvaluationCells::ofSubgroup);
                    GivenCells given = exact ? null : new GivenCells(system, totals.patients.tally());
                    boolean onePatientARow = totals.counts.rows() == totals.counts.patients();
                    byVariable(subgroups, bySubgroup).forEach((variable, parts) -> {
                        Cell without = EvaluationCells.addUp(system, evaluation.overall(), parts);
                        if (onePatientARow && given != null) {
                            given.addSome(joint.cells().patients(), variable, rows(parts), without);
                        } else if (onePatientARow) {
                            joint.cells().addSome(variable, rows(parts), without);
                        }
                    });
                    return new Cells(flow, evaluations, bySubgroup, given);
                },
                telling);
    }

    private static List<Long> subgroupRows(Evaluated model) {
        return model.overall().stream().skip(1).map(Disclosure::rows).toList();
    }

    private static Cells cells(
            Subgroups subgroups, TableOne.Joint joint, SmallCellRule rule, FlowCells flow, Content content) {
        CellSystem system = joint.system();
        Map<Evaluated, EvaluationCells> evaluations = new IdentityHashMap<>();
        Evaluated model = content.model;
        EvaluationCells first =
                EvaluationCells.bySite(system, rule, flow, model.overall().get(0), model.sites());
        evaluations.put(model, first);
        for (Evaluated other : content.others) {
            evaluations.put(
                    other,
                    EvaluationCells.together(system, rule, flow, other.overall().get(0), other.sites()));
        }
        Map<Subgroups.Group, EvaluationCells.Matrix> bySubgroup = subgroups(
                subgroups,
                system,
                model.overall(),
                Patients.ONE_ROW_EACH,
                (unused, rows, figures, patients) -> EvaluationCells.Matrix.none(rows, List.of()));
        boolean onePatientARow = content.included.stream()
                .map(site -> Objects.requireNonNull(content.sites.get(site)).flow())
                .allMatch(of -> of.rows() == of.patients());
        EvaluationCells.Matrix all = EvaluationCells.Matrix.none(first.overall().rows(), List.of());
        byVariable(subgroups, bySubgroup).forEach((variable, parts) -> {
            Cell without = EvaluationCells.addUp(system, all, parts);
            if (onePatientARow) {
                joint.cells().addSome(variable, rows(parts), without);
            }
        });
        return new Cells(flow, evaluations, bySubgroup, null);
    }

    /** Makes the cells of a subgroup. */
    private interface OfSubgroup {
        EvaluationCells.Matrix matrix(CellSystem system, Cell rows, Figures figures, Patients patients);
    }

    private static Map<Subgroups.Group, EvaluationCells.Matrix> subgroups(
            Subgroups subgroups, CellSystem system, List<Figures> figures, Patients patients, OfSubgroup cells) {
        Map<Subgroups.Group, EvaluationCells.Matrix> bySubgroup = new IdentityHashMap<>();
        for (int i = 0; i < subgroups.groups().size(); i++) {
            Subgroups.Group group = subgroups.groups().get(i);
            Figures of = figures.get(i + 1);
            Cell rows = system.cell(
                    "test rows of " + group.variable(), rows(of), patients.atLeast(rows(of)), Showing.PRINTED);
            bySubgroup.put(group, cells.matrix(system, rows, of, patients));
        }
        return bySubgroup;
    }

    /** Each variable's groups exclude each other; what is left has no value. */
    private static SortedMap<Integer, List<EvaluationCells.Matrix>> byVariable(
            Subgroups subgroups, Map<Subgroups.Group, EvaluationCells.Matrix> bySubgroup) {
        SortedMap<Integer, List<EvaluationCells.Matrix>> byVariable = new TreeMap<>();
        subgroups
                .groups()
                .forEach(group -> byVariable
                        .computeIfAbsent(group.position(), unseen -> new ArrayList<>())
                        .add(Objects.requireNonNull(bySubgroup.get(group))));
        return byVariable;
    }

    private static List<Cell> rows(List<EvaluationCells.Matrix> matrices) {
        return matrices.stream().map(EvaluationCells.Matrix::rows).toList();
    }

    /** All rows of a group: no metric rests on more. */
    static long rows(Figures figures) {
        return figures.metrics().values().stream()
                .mapToLong(estimate -> estimate.n())
                .max()
                .orElse(0);
    }

    SmallCellRule rule() {
        return rule;
    }

    public Table1 table1() {
        return table;
    }

    public Flow flow(SiteId site) {
        return cells.flow.flow(site, suppression);
    }

    EvaluationCells of(Evaluated evaluated) {
        return Objects.requireNonNull(cells.evaluations.get(evaluated));
    }

    EvaluationCells.Matrix subgroup(Subgroups.Group group) {
        return Objects.requireNonNull(cells.subgroups.get(group));
    }

    /** How many patients are behind test rows. */
    Patients tested() {
        return tested;
    }

    public Count count(Cell cell) {
        return FlowCells.count(cell, suppression);
    }

    boolean shows(Cell cell) {
        return suppression.shows(cell);
    }

    /** Whether a count of a matrix that is printed is suppressed: its other figures would tell. */
    boolean hidesAny(EvaluationCells.Matrix matrix) {
        return matrix.printed()
                && matrix.counts().stream().flatMap(List::stream).anyMatch(this::keeps);
    }

    /** Whether figures that follow from the count must not be told; at home all that follow from its own patients are. */
    boolean keeps(Cell cell) {
        return !rule.equals(SmallCellRule.OWN_PATIENTS) && !suppression.shows(cell);
    }

    boolean isOfFew(Cell cell) {
        return suppression.isOfFew(cell);
    }

    /** Events among the training rows of all sites that take part; 0 for an outcome without events. */
    Count trainingEvents() {
        return cells.flow.trainingEvents(suppression);
    }

    /** Rows of a site on a side of the split. */
    public Cell rows(SiteId site, Side side) {
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

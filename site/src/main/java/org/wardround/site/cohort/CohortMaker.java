package org.wardround.site.cohort;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Criterion;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.Study;
import org.wardround.core.study.Subgroup;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.privacy.cohort.Breakdown;
import org.wardround.privacy.cohort.Cohort;
import org.wardround.privacy.cohort.PatientMark;
import org.wardround.privacy.cohort.PatientNumbers;
import org.wardround.privacy.cohort.PatientNumbers.Likeness;
import org.wardround.privacy.disclosure.SmallCellRule;

/**
 * The groups of patients that a study's questions count or add over, at one site: patients and rows on each side, classes of the outcome on each side, levels of variables and whether they are known on the training side, subgroups on the test side; and the numbers by which a model's sums weigh rows. Patients come in
 * the order of their marks, so that the same cohort is the same whatever the order of the file. Used once; not thread-safe.
 */
public final class CohortMaker {
    private static final int SIDES = Side.values().length;

    private final Study study;
    private final Table table;
    /** For each patient of the table the place in the cohort. */
    private final int[] places;

    private CohortMaker(Study study, Table table, int[] places) {
        this.study = study;
        this.table = table;
        this.places = places;
    }

    /** @param marks of the table's patients, by their numbers */
    public static Cohort of(Study study, Table table, List<PatientMark> marks) {
        List<Integer> order = IntStream.range(0, marks.size())
                .boxed()
                .sorted(Comparator.comparing(marks::get))
                .toList();
        int[] places = new int[marks.size()];
        for (int place = 0; place < places.length; place++) {
            places[order.get(place)] = place;
        }
        CohortMaker maker = new CohortMaker(study, table, places);
        return new Cohort(
                order.stream().map(marks::get).toList(),
                maker.sides(),
                maker.cells(),
                maker.selectedBy(),
                maker.numbers());
    }

    private Breakdown sides() {
        boolean rowEach = table.rows() == places.length;
        Breakdown.Counting counting = counting("sides", rowEach ? SIDES : 2 * SIDES);
        for (int patient = 0; patient < places.length; patient++) {
            counting.count(places[patient], table.sides().get(patient).ordinal());
        }
        for (int row = 0; !rowEach && row < table.rows(); row++) {
            counting.count(place(row), SIDES + table.side(row).ordinal());
        }
        return counting.done();
    }

    private int place(int row) {
        return places[table.patients()[row]];
    }

    private Breakdown.Counting counting(String name, int groups) {
        return new Breakdown.Counting(name, groups, places.length);
    }

    private List<Breakdown> cells() {
        DataDictionary dictionary = study.data();
        List<Breakdown> cells = new ArrayList<>();
        outcome().ifPresent(cells::add);
        for (int position = 0; position < dictionary.variables().size(); position++) {
            Variable variable = dictionary.variables().get(position);
            cells.add(
                    variable.levels().isEmpty()
                            ? quantity(variable, position)
                            : rows(variable.name(), levels(variable), levelOf(variable, position)));
        }
        return cells;
    }

    private Optional<Breakdown> outcome() {
        boolean timed = study.data().outcome().type() == VariableType.TIME_TO_EVENT;
        int classes = timed ? 2 : study.data().outcome().classes();
        double[] of = timed ? table.events() : table.outcomes();
        return classes == 0
                ? Optional.empty()
                : Optional.of(rows(
                        "outcome " + study.data().outcome().name(),
                        SIDES * classes,
                        row -> table.side(row).ordinal() * classes + (int) of[row]));
    }

    /** Training rows by level; behind them, where the study has the variable as a subgroup, test rows. */
    private int levels(Variable variable) {
        return variable.levels().size() * (subgroup(variable).isPresent() ? 2 : 1);
    }

    private IntUnaryOperator levelOf(Variable variable, int position) {
        boolean subgroups = subgroup(variable).isPresent();
        return row -> {
            double value = table.variables()[position][row];
            Side side = table.side(row);
            boolean counted = !Double.isNaN(value) && (side == Side.TRAIN || side == Side.TEST && subgroups);
            return counted ? (side == Side.TRAIN ? 0 : variable.levels().size()) + (int) value : -1;
        };
    }

    /** Training rows whose value is known; behind them, where the study has intervals of the variable as subgroups, test rows by interval. */
    private Breakdown quantity(Variable variable, int position) {
        List<Double> cuts = subgroup(variable).map(Subgroup::cuts).orElse(List.of());
        boolean intervals = subgroup(variable).isPresent();
        return rows(variable.name(), intervals ? 2 + cuts.size() : 1, row -> {
            double value = table.variables()[position][row];
            Side side = table.side(row);
            if (Double.isNaN(value)) {
                return -1;
            }
            if (side == Side.TEST && intervals) {
                return 1 + (int) cuts.stream().filter(cut -> value >= cut).count();
            }
            return side == Side.TRAIN ? 0 : -1;
        });
    }

    private Optional<Subgroup> subgroup(Variable variable) {
        return study.evaluation().subgroups().stream()
                .filter(subgroup -> subgroup.variable().equals(variable.name()))
                .findFirst();
    }

    /** @param groupOf of a row; below 0: in none */
    private Breakdown rows(String name, int groups, IntUnaryOperator groupOf) {
        Breakdown.Counting counting = counting(name, groups);
        for (int row = 0; row < table.rows(); row++) {
            int group = groupOf.applyAsInt(row);
            if (group >= 0) {
                counting.count(place(row), group);
            }
        }
        return counting.done();
    }

    /** Case weights and offsets of training rows: on the other sides few often differ in an ordinary study, such as those who left before the year was over. Few training patients are left to the rule for small cells. */
    private List<PatientNumbers> numbers() {
        if (!(study.analysis() instanceof Analysis.Fit fit)) {
            return List.of();
        }
        Formula formula = fit.model().formula();
        List<PatientNumbers> numbers = new ArrayList<>();
        boolean many = table.sides().stream().filter(Side.TRAIN::equals).count() >= SmallCellRule.DEFAULT.minimum();
        if (formula.hasWeights() && many) {
            numbers.add(ofTraining("weights", Likeness.RATIO, formula.weights()));
        }
        if (formula.hasOffset() && many) {
            numbers.add(ofTraining("offset", Likeness.DIFFERENCE, formula.offset()));
        }
        return numbers;
    }

    private PatientNumbers ofTraining(String name, Likeness likeness, String variable) {
        double[] values = table.variables()[study.data().indexOf(variable)];
        PatientNumbers.Adding adding = new PatientNumbers.Adding(name, likeness, places.length);
        for (int row = 0; row < table.rows(); row++) {
            if (table.side(row) == Side.TRAIN) {
                adding.add(place(row), values[row]);
            }
        }
        return adding.done();
    }

    private SortedSet<String> selectedBy() {
        SortedSet<String> names = new TreeSet<>();
        study.data().cohort().stream().map(Criterion::variable).forEach(names::add);
        return names;
    }
}

package org.wardround.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.VariableType;
import org.wardround.inference.evaluate.ScoredRows;
import org.wardround.inference.evaluate.Subgroups;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.statistics.CountCells;
import org.wardround.inference.statistics.GivenTally;
import org.wardround.inference.statistics.PatientRows;

/** Every count of a run between hospitals that somebody could want to know, with the number of patients behind it, by the names that an attacker gives them. */
final class FederationTruth {
    private static final int FEW = 10;

    private final SortedMap<String, long[]> counts = new TreeMap<>();
    private final DataDictionary dictionary;
    private final List<TestRow> test;

    /** A test row: where it is, whose, in which subgroups. */
    private record TestRow(String patient, int truth, int said, double score, Set<Integer> groups) {}

    /** @param all what the coordinator came to, then each hospital by name */
    FederationTruth(
            DataDictionary dictionary,
            Subgroups subgroups,
            SortedMap<SiteId, Table> tables,
            List<RunProgram.Done> all) {
        this.dictionary = dictionary;
        this.test = test(subgroups, tables, all);
        addPatients(tables.values(), all.get(0).patients().tally());
        addSides(tables);
        addTested("", row -> true);
        for (int i = 0; i < subgroups.groups().size(); i++) {
            Subgroups.Group group = subgroups.groups().get(i);
            int number = i + 1;
            String prefix = FederationAttack.prefix(group.variable(), group.level());
            addTested(prefix, row -> row.groups.contains(number));
            addUntested(group.variable(), tables.values());
        }
    }

    /** Of a variable's counts, what is trained on or validated. */
    private void addUntested(String variable, Iterable<Table> tables) {
        int position = dictionary.indexOf(variable);
        List<Double> values = new ArrayList<>();
        for (Table table : tables) {
            for (Side side : List.of(Side.TRAIN, Side.VALIDATION)) {
                Arrays.stream(table.rowsOn(side)).forEach(row -> values.add(table.raw(row)[position]));
            }
        }
        putOne(
                FederationAttack.without(variable) + "untested",
                values.stream().filter(value -> value.isNaN()).count());
        putOne(
                variable + ": untested",
                values.stream().filter(value -> !value.isNaN()).count());
        List<String> levels = dictionary.variables().get(position).levels();
        for (int level = 0; level < levels.size(); level++) {
            double code = level;
            putOne(
                    FederationAttack.prefix(variable, levels.get(level)) + "untested",
                    values.stream().filter(value -> value == code).count());
        }
    }

    private interface Rows {
        boolean holds(TestRow row);
    }

    private List<TestRow> test(Subgroups subgroups, SortedMap<SiteId, Table> tables, List<RunProgram.Done> all) {
        List<TestRow> rows = new ArrayList<>();
        boolean binary = dictionary.outcome().type() == VariableType.BINARY;
        int hospital = 1;
        for (Map.Entry<SiteId, Table> entry : tables.entrySet()) {
            RunProgram.Done done = all.get(hospital++);
            ScoredRows scored = done.evaluated().test().get(entry.getKey());
            int[][] groups = subgroups.of(entry.getValue(), Side.TEST);
            for (int i = 0; i < scored.rows(); i++) {
                double score = scored.score(i, 0);
                int said = binary ? (score >= done.evaluated().threshold() ? 1 : 0) : scored.mostProbable(i);
                Set<Integer> in = new TreeSet<>();
                Arrays.stream(groups[i]).forEach(in::add);
                rows.add(new TestRow(
                        entry.getKey() + " " + scored.patients()[i], (int) scored.outcomes()[i], said, score, in));
            }
        }
        return rows;
    }

    private void put(String name, long count, long patients) {
        counts.put(name, new long[] {count, patients});
    }

    /** Of the tables themselves: what hospitals give may be less. */
    private void addPatients(Iterable<Table> tables, GivenTally given) {
        CountCells cells = new CountCells(dictionary);
        long[] all = new long[cells.size()];
        for (Table table : tables) {
            long[] here = cells.of(PatientRows.of(table));
            Arrays.setAll(all, place -> all[place] + here[place]);
        }
        places(dictionary).forEach((name, place) -> {
            putOne(name, all[place]);
            if (given.noisedSites() == 0) {
                putOne(MarksAttack.given(name), given.shown(place));
                putOne(MarksAttack.hidden(name), all[place] - given.shown(place));
            }
        });
    }

    /** The counts of a Table 1 by name. */
    static SortedMap<String, Integer> places(DataDictionary dictionary) {
        CountCells cells = new CountCells(dictionary);
        SortedMap<String, Integer> places = new TreeMap<>(Map.of("patients", CountCells.PATIENTS));
        for (int variable = 0; variable < dictionary.variables().size(); variable++) {
            String name = dictionary.variables().get(variable).name();
            List<String> levels = dictionary.variables().get(variable).levels();
            for (int level = 0; level < levels.size(); level++) {
                places.put(name + " " + levels.get(level), cells.levels(variable)[level]);
            }
            places.put(name + " present", cells.present(variable));
            places.put(name + " missing", cells.missing(variable));
        }
        for (int label = 0; label < cells.classes().length; label++) {
            places.put("class " + label, cells.classes()[label]);
        }
        return places;
    }

    private void putOne(String name, long patients) {
        put(name, patients, patients);
    }

    private int classes() {
        return dictionary.outcome().type() == VariableType.NUMBER
                ? 0
                : dictionary.outcome().classes();
    }

    private void addSides(SortedMap<SiteId, Table> tables) {
        for (Side side : Side.values()) {
            add(side + " rows", side, tables, (table, row) -> true);
            for (int label = 0; label < new CountCells(dictionary).classes().length; label++) {
                int one = label;
                add("%s class %d".formatted(side, label), side, tables, (table, row) -> label(table, row) == one);
            }
        }
    }

    /** Of a time whether it ends by the event. */
    private static double label(Table table, int row) {
        return table.events().length > 0 ? table.events()[row] : table.outcomes()[row];
    }

    private interface RowOf {
        boolean holds(Table table, int row);
    }

    private void add(String name, Side side, SortedMap<SiteId, Table> tables, RowOf which) {
        long rows = 0;
        long patients = 0;
        for (Table table : tables.values()) {
            IntPredicate holds = row -> which.holds(table, row);
            rows += Arrays.stream(table.rowsOn(side)).filter(holds).count();
            patients += Arrays.stream(table.rowsOn(side))
                    .filter(holds)
                    .map(row -> table.patients()[row])
                    .distinct()
                    .count();
        }
        put(name, rows, patients);
    }

    private void addTested(String prefix, Rows of) {
        add(prefix + "TEST rows", of, row -> true);
        for (int label = 0; label < classes(); label++) {
            int one = label;
            add(prefix + "TEST class " + label, of, row -> row.truth == one);
            add(prefix + "not TEST class " + label, of, row -> row.truth != one);
            add(prefix + "said " + label, of, row -> row.said == one);
            add(prefix + "not said " + label, of, row -> row.said != one);
            for (int said = 0; said < classes(); said++) {
                int other = said;
                add("%s%d as %d".formatted(prefix, label, said), of, row -> row.truth == one && row.said == other);
            }
        }
        if (classes() > 0) {
            add(prefix + "correct", of, row -> row.truth == row.said);
            add(prefix + "wrong", of, row -> row.truth != row.said);
        }
    }

    private void add(String name, Rows of, Rows which) {
        List<TestRow> rows =
                test.stream().filter(row -> of.holds(row) && which.holds(row)).toList();
        put(name, rows.size(), patients(rows));
    }

    private static long patients(List<TestRow> rows) {
        return rows.stream().map(TestRow::patient).distinct().count();
    }

    /** Patients behind rows of neighbouring scores: of the test rows by score, from one on to another. */
    long[] patientsByScore(int from, int to) {
        List<TestRow> rows = test.stream()
                .sorted(Comparator.comparing(TestRow::score))
                .toList()
                .subList(from, to);
        return IntStream.range(0, 2)
                .mapToLong(label ->
                        patients(rows.stream().filter(row -> row.truth == label).toList()))
                .toArray();
    }

    /** Names of counts that are of 1 to 10 patients. */
    List<String> ofFew() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue()[1] > 0 && entry.getValue()[1] <= FEW)
                .map(Map.Entry::getKey)
                .toList();
    }

    long count(String name) {
        long[] count = counts.get(name);
        if (count == null) {
            throw new AssertionError("no count has the name '" + name + "'");
        }
        return count[0];
    }

    boolean knows(String name) {
        return counts.containsKey(name);
    }
}

package org.wardround.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.VariableType;
import org.wardround.data.CappedProblems;
import org.wardround.data.DataProblem;
import org.wardround.data.split.Split;
import org.wardround.data.text.Row;

/** A site's cohort while its file is read. Not thread-safe. */
final class SiteRows {
    private final String file;
    private final DataDictionary dictionary;
    private final Split split;
    private final CappedProblems problems;
    private final Drops drops;
    private final List<Doubles> variables;
    private final Doubles outcomes = new Doubles();
    private final Doubles events = new Doubles();
    private final Ints rowPatients = new Ints();
    private final Ints lines = new Ints();
    private final Map<String, Integer> patientNumbers = new HashMap<>();
    private final Map<String, Integer> firstRows = new HashMap<>();
    private final List<Patient> patients = new ArrayList<>();
    private int rowsRead;

    /** A patient: the number that splits, the published side if there is one, and where that was read. */
    private record Patient(double uniform, Optional<Side> published, int line) {}

    SiteRows(String file, DataDictionary dictionary, Split split, Drops drops, CappedProblems problems) {
        this.file = file;
        this.dictionary = dictionary;
        this.split = split;
        this.drops = drops;
        this.problems = problems;
        this.variables = Stream.generate(Doubles::new)
                .limit(dictionary.variables().size())
                .toList();
    }

    void drop(String reason) {
        rowsRead++;
        drops.count(reason);
    }

    /** Adds a row of the cohort. */
    void add(Row row, String patientKey, double[] values, double[] outcome) {
        rowsRead++;
        for (int i = 0; i < values.length; i++) {
            variables.get(i).add(values[i]);
        }
        outcomes.add(outcome[0]);
        if (outcome.length > 1) {
            events.add(outcome[1]);
        }
        firstRows.putIfAbsent(patientKey, 31 * Arrays.hashCode(values) + Arrays.hashCode(outcome));
        rowPatients.add(patientNumbers.getOrDefault(patientKey, -1));
        lines.add(row.line());
    }

    /** Makes the patient of a row known, before the row is added; a patient on two sides is a problem. */
    void meet(Row row, String patientKey, Optional<Side> published) {
        Integer known = patientNumbers.putIfAbsent(patientKey, patients.size());
        if (known == null) {
            patients.add(new Patient(split.uniform(patientKey), published, row.line()));
            return;
        }
        Patient patient = patients.get(known);
        if (!patient.published().equals(published)) {
            String message =
                    "the patient of this row is on another side of the split than in line %d: all rows of a patient belong on one side, correct the split"
                            .formatted(patient.line());
            problems.add(file + " patient on two sides", DataProblem.at(file, row.line(), message));
        }
    }

    /** How many patients of another site have the same key as one here, and the same values in their first row. */
    long sharedWith(SiteRows other) {
        return firstRows.entrySet().stream()
                .filter(row -> row.getValue().equals(other.firstRows.get(row.getKey())))
                .count();
    }

    int rowsRead() {
        return rowsRead;
    }

    String file() {
        return file;
    }

    Drops drops() {
        return drops;
    }

    int[] lines() {
        return lines.toArray();
    }

    /** By the numbers of the patients. */
    List<String> patientKeys() {
        String[] keys = new String[patientNumbers.size()];
        patientNumbers.forEach((key, number) -> keys[number] = key);
        return List.of(keys);
    }

    Table table() {
        return new Table(
                dictionary.outcome().type(),
                variables.stream().map(Doubles::toArray).toArray(double[][]::new),
                outcomes.toArray(),
                dictionary.outcome().type() == VariableType.TIME_TO_EVENT ? events.toArray() : new double[0],
                rowPatients.toArray(),
                sides());
    }

    private List<Side> sides() {
        SplitSpec shares = dictionary.split();
        boolean validated =
                patients.stream().anyMatch(patient -> patient.published().equals(Optional.of(Side.VALIDATION)));
        return patients.stream()
                .map(patient -> patient.published()
                        .map(side -> side == Side.TRAIN && !validated && Split.isSetAside(patient.uniform(), shares)
                                ? Side.VALIDATION
                                : side)
                        .orElseGet(() -> Split.side(patient.uniform(), shares)))
                .toList();
    }
}

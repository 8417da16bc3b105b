package org.wardround.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.data.CappedProblems;
import org.wardround.data.DataProblem;
import org.wardround.data.cell.CellReader;
import org.wardround.data.cell.CellReaders;
import org.wardround.data.cell.MissingTexts;
import org.wardround.data.text.Row;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.VariableMapping;

/** Reads the dictionary's variables and the outcome from the rows of one file. */
final class RecordReader {
    /** Where the columns of an outcome that the mapping doesn't name are looked for. */
    static final String TIME = "time";

    static final String EVENT = "event";

    private final Mapping mapping;
    private final Columns columns;
    private final CappedProblems problems;
    private final List<ToDoubleFunction<Row>> variables = new ArrayList<>();
    private final List<ToDoubleFunction<Row>> outcome = new ArrayList<>();

    /** Finds the columns; those that there are not become problems, and the reader is then not to be used. */
    RecordReader(DataDictionary dictionary, Mapping mapping, Columns columns, CappedProblems problems) {
        this(dictionary.variables(), variable -> true, mapping, columns, problems);
        bindOutcome(dictionary.outcome());
    }

    /** The same without the outcome, for patients whose outcome is not known, and of variables that are not used what there is. */
    static RecordReader ofVariables(
            DataDictionary dictionary, Set<String> used, Mapping mapping, Columns columns, CappedProblems problems) {
        return new RecordReader(dictionary.variables(), used::contains, mapping, columns, problems);
    }

    private RecordReader(
            List<Variable> declared,
            Predicate<String> demanded,
            Mapping mapping,
            Columns columns,
            CappedProblems problems) {
        this.mapping = mapping;
        this.columns = columns;
        this.problems = problems;
        for (Variable variable : declared) {
            VariableMapping from = mapped(variable.name());
            if (!demanded.test(variable.name()) && !columns.has(from.column())) {
                variables.add(row -> Double.NaN);
                continue;
            }
            CellReader cells = CellReaders.of(variable, from, wrong(variable.name()));
            bind(variable.name(), from.column(), missing(from), cells, variables);
        }
    }

    private void bindOutcome(Outcome declared) {
        String name = declared.name();
        VariableMapping from = mapped(name);
        boolean timed = declared.type() == VariableType.TIME_TO_EVENT;
        if (timed && !mapping.variables().containsKey(name)) {
            if (!columns.has(TIME) || !columns.has(EVENT)) {
                problems.add(DataProblem.cell(
                        columns.file(),
                        0,
                        0,
                        name,
                        "needs the columns of its time and its event: name them in the mapping under 'variables'"));
                return;
            }
            from = VariableMapping.named(TIME);
        }
        bind(name, from.column(), missing(from), CellReaders.of(declared, from, wrong(name)), outcome);
        if (timed) {
            ColumnReference event = from.event().isNone() ? ColumnReference.named(EVENT) : from.event();
            bind(name, event, new MissingTexts(mapping.missing()), CellReaders.ofEvent(from, wrong(name)), outcome);
        }
    }

    private void bind(
            String name,
            ColumnReference column,
            MissingTexts missing,
            CellReader cells,
            List<ToDoubleFunction<Row>> readers) {
        OptionalInt position = columns.find(column, name);
        if (position.isPresent()) {
            ColumnReader.Place place = new ColumnReader.Place(
                    columns.file(), name, position.getAsInt(), columns.shown(position.getAsInt()));
            readers.add(new ColumnReader(place, missing, cells, problems)::read);
        }
    }

    private VariableMapping mapped(String name) {
        return mapping.variables().getOrDefault(name, VariableMapping.named(name));
    }

    private MissingTexts missing(VariableMapping from) {
        List<String> texts = new ArrayList<>(mapping.missing());
        texts.addAll(from.missing());
        return new MissingTexts(texts);
    }

    private Consumer<String> wrong(String name) {
        return message -> problems.add(DataProblem.of(DataProblem.MAPPING, "variables." + name, message));
    }

    /** The variables in the order of the dictionary; NaN where one is missing. */
    double[] variables(Row row) {
        double[] values = new double[variables.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = variables.get(i).applyAsDouble(row);
        }
        return values;
    }

    /** The outcome, and the event flag where there is one; NaN where one is missing. */
    double[] outcome(Row row) {
        return outcome.stream().mapToDouble(reader -> reader.applyAsDouble(row)).toArray();
    }
}

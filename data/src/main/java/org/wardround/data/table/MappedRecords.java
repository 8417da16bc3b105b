package org.wardround.data.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.wardround.core.study.DataDictionary;
import org.wardround.data.CappedProblems;
import org.wardround.data.text.DelimitedFile;
import org.wardround.data.text.UnreadableFile;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.SourceFile;
import org.wardround.study.problem.Problem;

/** What came of a file of patients whose outcome is not known: each row's variables, or all that is wrong. Joined files are not read. */
public sealed interface MappedRecords {
    /** All rows, in the order of the file. */
    record Read(List<Unlabelled> rows) implements MappedRecords {
        public Read {
            rows = List.copyOf(rows);
        }
    }

    /** All that is wrong with the file and the mapping; at least one problem. */
    record Refused(List<Problem> problems) implements MappedRecords {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * One row. {@code toString} shows its line alone.
     *
     * @param line counted from 1
     * @param key the text of the patient column; empty where the mapping names none
     * @param values for each variable its value or the position of its level; NaN where missing. Shared: do not write
     */
    record Unlabelled(int line, String key, double[] values) {
        @Override
        public String toString() {
            return "Unlabelled[line %d]".formatted(line);
        }
    }

    /**
     * Reads one file.
     *
     * @param used the variables whose columns must be there; others are missing where theirs is not
     * @param file its path is relative to {@code folder}
     */
    static MappedRecords read(
            DataDictionary dictionary, Set<String> used, Mapping mapping, Path folder, SourceFile file) {
        CappedProblems problems = new CappedProblems();
        List<Unlabelled> rows = new ArrayList<>();
        try {
            DelimitedFile delimited = DelimitedFile.open(folder, file);
            if (used.size() > 1) {
                delimited.requireColumns();
            }
            Columns columns = new Columns(delimited.header(), problems);
            RecordReader records = RecordReader.ofVariables(dictionary, used, mapping, columns, problems);
            OptionalInt patient =
                    mapping.patient().isNone() ? OptionalInt.empty() : columns.find(mapping.patient(), "patient");
            if (problems.isEmpty()) {
                delimited.forEach(
                        row -> rows.add(new Unlabelled(
                                row.line(),
                                patient.isPresent() ? row.text(patient.getAsInt()) : "",
                                records.variables(row))),
                        problems);
            }
        } catch (UnreadableFile e) {
            problems.add(e.problem());
        }
        return problems.isEmpty() ? new Read(rows) : new Refused(problems.toList());
    }
}

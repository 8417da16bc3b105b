package org.wardround.data.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.wardround.core.text.Counted;
import org.wardround.data.CappedProblems;
import org.wardround.data.DataProblem;
import org.wardround.data.Nearest;
import org.wardround.data.text.Header;
import org.wardround.study.mapping.ColumnReference;

/** Finds the columns of a file and of the files joined to it; what it can't find becomes a problem, once. */
final class Columns {
    private final Header header;
    private final List<String> joined = new ArrayList<>();
    private final CappedProblems problems;

    Columns(Header header, CappedProblems problems) {
        this.header = header;
        this.problems = problems;
    }

    /** Adds the columns of a joined file, in order, after those that are there. */
    void join(List<String> names) {
        joined.addAll(names);
    }

    String file() {
        return header.file();
    }

    /** All names, for messages. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(header.names());
        names.addAll(joined);
        return names;
    }

    boolean has(ColumnReference reference) {
        return reference.position() > 0 ? reference.position() <= header.width() : has(reference.name());
    }

    boolean has(String name) {
        return names().contains(name);
    }

    /**
     * The position of a column, counted from 0; empty where there is no such column, which is then a problem.
     *
     * @param purpose what the column is wanted for: the variable, or the place in the mapping
     */
    OptionalInt find(ColumnReference reference, String purpose) {
        return reference.position() > 0 ? at(reference.position(), purpose) : named(reference.name(), purpose);
    }

    /** The position counted from 1, for a problem; 0 for a joined column. */
    int shown(int position) {
        return position < header.width() ? position + 1 : 0;
    }

    private OptionalInt at(int position, String purpose) {
        if (position <= header.width()) {
            return OptionalInt.of(position - 1);
        }
        return missing(
                purpose,
                "there is no column %d, the file has %s: correct the position in the mapping"
                        .formatted(position, Counted.of(header.width(), "column")));
    }

    private OptionalInt named(String name, String purpose) {
        List<Integer> positions = new ArrayList<>(header.positions(name));
        for (int i = 0; i < joined.size(); i++) {
            if (joined.get(i).equals(name)) {
                positions.add(header.width() + i);
            }
        }
        if (positions.size() == 1) {
            return OptionalInt.of(positions.get(0));
        }
        if (header.looksLikeRow()) {
            problems.add(
                    DataProblem.at(
                            file(),
                            1,
                            "the first line looks like a row, not like names of columns: set 'header: false' in the mapping and give positions"));
            return OptionalInt.empty();
        }
        return positions.isEmpty() ? missing(purpose, unknown(name)) : missing(purpose, twice(name, positions));
    }

    private String unknown(String name) {
        if (header.names().isEmpty()) {
            return "the file has no header line, so there is no column '%s': give its position, or set 'header: true' in the mapping"
                    .formatted(name);
        }
        return "there is no column '%s': name the column in the mapping%s".formatted(name, Nearest.hint(name, names()));
    }

    private String twice(String name, List<Integer> positions) {
        List<String> places = positions.stream()
                .map(position -> position < header.width() ? Integer.toString(position + 1) : "joined")
                .toList();
        return "the column '%s' stands there more than once (%s): give a position in the mapping, or rename a column"
                .formatted(name, String.join(", ", places));
    }

    private OptionalInt missing(String purpose, String message) {
        problems.add(DataProblem.of(file(), purpose, message));
        return OptionalInt.empty();
    }
}

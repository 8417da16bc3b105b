package org.wardround.data.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.wardround.data.CappedProblems;
import org.wardround.data.DataProblem;
import org.wardround.data.text.DelimitedFile;
import org.wardround.data.text.Row;
import org.wardround.data.text.UnreadableFile;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.Join;

/** A file whose columns are added to the rows with the same key. Holds in memory only the columns that the mapping asks for. */
final class JoinedFile {
    private final Join join;
    private final List<String> names = new ArrayList<>();
    private final Map<String, String[]> rows = new HashMap<>();
    private boolean read;

    private JoinedFile(Join join) {
        this.join = join;
    }

    /** Reads the file; what is wrong with it goes to {@code problems}. */
    static JoinedFile read(Path folder, Join join, Set<String> wanted, CappedProblems problems) {
        JoinedFile joined = new JoinedFile(join);
        try {
            joined.read(DelimitedFile.open(folder, join.file()), wanted, problems);
        } catch (UnreadableFile e) {
            problems.add(e.problem());
        }
        return joined;
    }

    private void read(DelimitedFile file, Set<String> wanted, CappedProblems problems) throws UnreadableFile {
        Columns columns = new Columns(file.header(), problems);
        OptionalInt key = columns.find(ColumnReference.named(join.on()), "join");
        List<Integer> kept = new ArrayList<>();
        for (String name : file.header().names()) {
            if (wanted.contains(name) && !name.equals(join.on()) && !names.contains(name)) {
                columns.find(ColumnReference.named(name), "join").ifPresent(position -> {
                    names.add(name);
                    kept.add(position);
                });
            }
        }
        if (key.isPresent()) {
            read = true;
            Map<String, Integer> lines = new HashMap<>();
            file.forEach(row -> keep(row, row.text(key.getAsInt()), kept, lines, problems), problems);
        }
    }

    private void keep(Row row, String key, List<Integer> kept, Map<String, Integer> lines, CappedProblems problems) {
        Integer earlier = lines.putIfAbsent(key, row.line());
        if (earlier != null) {
            String message = "the key in '%s' stands in line %d already: a joined file has one row for each key"
                    .formatted(join.on(), earlier);
            problems.add(file() + " duplicate key", DataProblem.at(file(), row.line(), message));
            return;
        }
        rows.put(key, kept.stream().map(row::text).toArray(String[]::new));
    }

    String file() {
        return join.file().path();
    }

    /** Whether it could be, so that rows without a match are its or their fault. */
    boolean wasRead() {
        return read;
    }

    String on() {
        return join.on();
    }

    /** The names of the columns that it adds. */
    List<String> names() {
        return names;
    }

    /** Why a row without match is dropped. */
    String reason() {
        return "no match in " + file();
    }

    /** What it adds to the row with the key. */
    Optional<String[]> find(String key) {
        return Optional.ofNullable(rows.get(key));
    }
}

package org.wardround.data.table;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.wardround.core.dataset.Side;
import org.wardround.core.identity.SiteId;
import org.wardround.data.CappedProblems;
import org.wardround.data.DataProblem;
import org.wardround.data.text.DelimitedFile;
import org.wardround.data.text.Row;
import org.wardround.data.text.UnreadableFile;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.SourceFile;

/**
 * A published split in a file of its own: columns {@code fold}, {@code site}, and the patient column or {@code line_in_file}. Without the
 * column {@code site} the patient column must be there, and the sides hold at every site.
 */
final class SplitFile implements PublishedSides {
    private static final String FOLD = "fold";
    private static final String SITE = "site";
    private static final String LINE = "line_in_file";
    private static final String PURPOSE = "split";

    private record Entry(Side side, int line) {}

    private final Map<String, Entry> entries = new HashMap<>();
    private final CappedProblems problems;
    private boolean bySite = true;
    private boolean byPatient;

    private SplitFile(CappedProblems problems) {
        this.problems = problems;
    }

    /** Reads the file; what is wrong with it goes to {@code problems}. */
    static SplitFile read(Path folder, SourceFile source, ColumnReference patient, CappedProblems problems) {
        SplitFile split = new SplitFile(problems);
        try {
            split.read(DelimitedFile.open(folder, source), patient);
        } catch (UnreadableFile e) {
            problems.add(e.problem());
        }
        return split;
    }

    private void read(DelimitedFile file, ColumnReference patient) throws UnreadableFile {
        Columns columns = new Columns(file.header(), problems);
        byPatient = !patient.name().isEmpty() && columns.has(patient.name());
        bySite = columns.has(SITE) || !byPatient;
        OptionalInt fold = columns.find(ColumnReference.named(FOLD), PURPOSE);
        OptionalInt row = columns.find(ColumnReference.named(byPatient ? patient.name() : LINE), PURPOSE);
        OptionalInt site = bySite ? columns.find(ColumnReference.named(SITE), PURPOSE) : OptionalInt.empty();
        if (fold.isPresent() && row.isPresent() && bySite == site.isPresent()) {
            file.forEach(
                    line -> add(
                            file.name(),
                            line,
                            key(bySite ? line.text(site.getAsInt()) : "", line.text(row.getAsInt())),
                            fold.getAsInt()),
                    problems);
        }
    }

    private void add(String file, Row row, String key, int fold) {
        String text = row.text(fold);
        Optional<Side> side = PublishedSides.named(text);
        if (side.isEmpty()) {
            problems.add(
                    file + " side", DataProblem.cell(file, row.line(), fold + 1, PURPOSE, PublishedSides.NOT_A_SIDE));
            return;
        }
        Entry earlier = entries.putIfAbsent(key, new Entry(side.get(), row.line()));
        if (earlier != null && earlier.side() != side.get()) {
            String message = "the split gives this patient or row another side in line %d: leave one of the two"
                    .formatted(earlier.line());
            problems.add(file + " two sides", DataProblem.at(file, row.line(), message));
        }
    }

    @Override
    public Optional<Side> of(Row row, SiteId site, String patientKey) {
        String key = key(bySite ? site.name() : "", byPatient ? patientKey : Integer.toString(row.number()));
        return Optional.ofNullable(entries.get(key)).map(Entry::side);
    }

    private static String key(String site, String row) {
        return site + "\n" + row;
    }
}

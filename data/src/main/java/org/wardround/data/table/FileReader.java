package org.wardround.data.table;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.wardround.core.dataset.Side;
import org.wardround.core.identity.SiteId;
import org.wardround.data.CappedProblems;
import org.wardround.data.DataProblem;
import org.wardround.data.text.DataFolder;
import org.wardround.data.text.DelimitedFile;
import org.wardround.data.text.Row;
import org.wardround.data.text.UnreadableFile;
import org.wardround.study.mapping.ColumnReference;

/** Reads one file: each row finds its site and its joined columns, and ends in a site's cohort or is counted. */
final class FileReader {
    static final String NO_PATIENT = "no patient key";
    static final String NO_SITE = "no site";
    static final String NOT_IN_SPLIT = "not in the published split";

    private final DelimitedFile file;
    private final MappingReader reading;
    private final Columns columns;
    private final RecordReader records;
    private final SiteNames sites;
    private final Optional<PublishedSides> published;
    private final OptionalInt patient;
    private final int[] keys;
    private final int[] matches;
    private int rows;

    /** Finds the columns; what is not there becomes a problem. */
    FileReader(DelimitedFile file, SourceTask task, MappingReader reading) {
        this.file = file;
        this.reading = reading;
        CappedProblems problems = reading.problems();
        columns = new Columns(file.header(), problems);
        keys = reading.joins().stream().mapToInt(this::key).toArray();
        matches = new int[keys.length];
        records = new RecordReader(reading.dictionary(), reading.mapping(), columns, problems);
        sites = SiteNames.of(task, reading.mapping().source(), columns, problems);
        published = reading.published(columns);
        patient = reading.mapping().patient().isNone()
                ? OptionalInt.empty()
                : columns.find(reading.mapping().patient(), "patient");
    }

    private int key(JoinedFile join) {
        OptionalInt key = columns.find(ColumnReference.named(join.on()), "join");
        columns.join(join.names());
        return key.orElse(0);
    }

    /** Reads the rows; only where the columns were found. */
    void read() throws UnreadableFile {
        CappedProblems problems = reading.problems();
        file.forEach(this::accept, problems);
        for (int i = 0; i < matches.length; i++) {
            JoinedFile join = reading.joins().get(i);
            if (rows > 0 && matches[i] == 0 && join.wasRead()) {
                problems.add(DataProblem.of(
                        join.file(),
                        "no row of %s has a match here in '%s': are the keys written alike?"
                                .formatted(file.name(), join.on())));
            }
        }
    }

    private void accept(Row alone) {
        rows++;
        Row row = alone;
        for (int i = 0; i < keys.length; i++) {
            JoinedFile join = reading.joins().get(i);
            Optional<String[]> found = join.find(row.text(keys[i]));
            if (found.isEmpty()) {
                reading.drop(file.name(), sites.of(row), join.reason());
                return;
            }
            matches[i]++;
            row = row.joined(found.get());
        }
        Optional<SiteId> site = sites.of(row);
        if (site.isEmpty()) {
            reading.drop(file.name(), site, NO_SITE);
        } else {
            accept(row, site.get(), reading.rows(file.name(), site.get()));
        }
    }

    private void accept(Row row, SiteId site, SiteRows into) {
        double[] values = records.variables(row);
        double[] outcome = records.outcome(row);
        String key = patientKey(row);
        if (key.isEmpty()) {
            into.drop(NO_PATIENT);
            return;
        }
        Optional<String> against = reading.rules().reasonAgainst(values, outcome);
        if (against.isPresent()) {
            into.drop(against.get());
            return;
        }
        Optional<Side> side = published.flatMap(sides -> sides.of(row, site, key));
        if (published.isPresent() && side.isEmpty()) {
            into.drop(NOT_IN_SPLIT);
            return;
        }
        into.meet(row, key, side);
        into.add(row, key, values, outcome);
    }

    private String patientKey(Row row) {
        return patient.isPresent()
                ? row.text(patient.getAsInt())
                : DataFolder.ungzipped(file.name()) + "#" + row.number();
    }

    /** All reasons that there can be, in the order in which they are asked. */
    static List<String> reasons(List<JoinedFile> joins, CohortRules rules) {
        return Stream.of(
                        joins.stream().map(JoinedFile::reason),
                        Stream.of(NO_SITE, NO_PATIENT),
                        rules.reasons().stream(),
                        Stream.of(NOT_IN_SPLIT))
                .flatMap(reasons -> reasons)
                .toList();
    }
}

package org.wardround.data.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Variable;
import org.wardround.data.CappedProblems;
import org.wardround.data.DataProblem;
import org.wardround.data.Nearest;
import org.wardround.data.split.Split;
import org.wardround.data.text.DelimitedFile;
import org.wardround.data.text.UnreadableFile;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.Source;
import org.wardround.study.mapping.SplitSource;
import org.wardround.study.mapping.VariableMapping;

/** One reading of a data folder: what its files share while they are read. Used once; not thread-safe. */
final class MappingReader {
    private static final int MOST_COMPARED = 100;

    private final DataDictionary dictionary;
    private final Mapping mapping;
    private final Path folder;
    private final Split split;
    private final CappedProblems problems = new CappedProblems();
    private final CohortRules rules;
    private final List<JoinedFile> joins = new ArrayList<>();
    private final SortedMap<SiteId, SiteRows> sites = new TreeMap<>();
    private Optional<SplitFile> splitFile = Optional.empty();
    private Drops withoutSite = new Drops(List.of());

    MappingReader(DataDictionary dictionary, Mapping mapping, Path folder, Split split) {
        this.dictionary = dictionary;
        this.mapping = mapping;
        this.folder = folder;
        this.split = split;
        this.rules = new CohortRules(dictionary);
    }

    MappedData read() {
        checkNames();
        Set<String> wanted = wantedNames();
        mapping.joins().forEach(join -> joins.add(JoinedFile.read(folder, join, wanted, problems)));
        if (mapping.split() instanceof SplitSource.File file) {
            splitFile = Optional.of(SplitFile.read(folder, file.file(), mapping.patient(), problems));
        }
        withoutSite = newDrops();
        for (SourceTask task : SourceTasks.of(mapping, folder, problems)) {
            read(task);
        }
        return problems.isEmpty() ? finish() : new MappedData.Refused(problems.toList());
    }

    private void read(SourceTask task) {
        try {
            DelimitedFile file = DelimitedFile.open(folder, task.file());
            if (joins.isEmpty()) {
                file.requireColumns();
            }
            int before = problems.count();
            FileReader reader = new FileReader(file, task, this);
            if (problems.count() == before) {
                reader.read();
                task.site().ifPresent(site -> refuseEmpty(site, task.file().path()));
            }
        } catch (UnreadableFile e) {
            problems.add(e.problem());
        }
    }

    private void refuseEmpty(SiteId site, String file) {
        if (rows(file, site).rowsRead() == 0) {
            problems.add(DataProblem.of(
                    file, "site '%s' has no rows: give it some, or take it out of the mapping".formatted(site)));
        }
    }

    private MappedData finish() {
        if (sites.isEmpty()) {
            return new MappedData.Refused(List.of(DataProblem.of(
                    DataProblem.MAPPING, "no site has any rows: are the site column and the joins right?")));
        }
        if (mapping.source() instanceof Source.Divided divided) {
            SiteRows undivided = rows(divided.file().path(), SourceTasks.UNDIVIDED);
            return new DividedRows(undivided, dictionary.outcome(), divided.division()).divide();
        }
        SortedMap<SiteId, SiteData> data = new TreeMap<>();
        sites.forEach((site, rows) -> data.put(site, SiteDataMaker.of(site, rows, dictionary.outcome())));
        return new MappedData.Sites(data, withoutSite.toMap(), sharedPatients());
    }

    /** Where no column names the patient, a key is a file's name and a row: then there is nothing to go by. */
    private List<String> sharedPatients() {
        List<String> shared = new ArrayList<>();
        if (mapping.patient().isNone()) {
            return shared;
        }
        List<SiteId> names = List.copyOf(sites.keySet());
        for (int i = 0; i < names.size() && names.size() <= MOST_COMPARED; i++) {
            for (int j = i + 1; j < names.size(); j++) {
                if (rows("", names.get(i)).sharedWith(rows("", names.get(j))) > 0) {
                    shared.add(
                            "%s and %s have patients with the same keys and the same values: is one a copy of the other? A patient at two sites is learnt from, and judged by, twice"
                                    .formatted(names.get(i), names.get(j)));
                }
            }
        }
        return shared;
    }

    /** A name in the mapping that is none of the study's is a problem only where it could be a slip; mappings may serve several studies. */
    private void checkNames() {
        Set<String> unmapped = new HashSet<>(List.of(dictionary.outcome().name()));
        dictionary.variables().stream().map(Variable::name).forEach(unmapped::add);
        Set<String> known = Set.copyOf(unmapped);
        unmapped.removeAll(mapping.variables().keySet());
        for (String name : mapping.variables().keySet()) {
            unmapped.stream()
                    .sorted()
                    .filter(own -> !known.contains(name) && Nearest.isNear(name, own))
                    .findFirst()
                    .ifPresent(own -> problems.add(DataProblem.of(
                            DataProblem.MAPPING,
                            "variables." + name,
                            "the study has no variable of this name; nearest: '%s'".formatted(own))));
        }
    }

    private Set<String> wantedNames() {
        Set<String> wanted = new HashSet<>(List.of(
                RecordReader.TIME,
                RecordReader.EVENT,
                dictionary.split().column(),
                mapping.patient().name()));
        dictionary.variables().forEach(variable -> wanted.add(variable.name()));
        wanted.add(dictionary.outcome().name());
        for (VariableMapping from : mapping.variables().values()) {
            wanted.add(from.column().name());
            wanted.add(from.event().name());
        }
        mapping.joins().forEach(join -> wanted.add(join.on()));
        if (mapping.source() instanceof Source.SiteColumn bySite) {
            wanted.add(bySite.column().name());
        }
        if (mapping.split() instanceof SplitSource.Column column) {
            wanted.add(column.column().name());
        }
        return wanted;
    }

    /** Where the sides come from for a file with these columns; empty: from the hash. */
    Optional<PublishedSides> published(Columns columns) {
        if (splitFile.isPresent()) {
            return splitFile.map(file -> file);
        }
        if (mapping.split() instanceof SplitSource.Column column) {
            return splitColumn(columns, column.column());
        }
        String demanded = dictionary.split().column();
        if (demanded.isEmpty()) {
            return Optional.empty();
        }
        if (columns.has(demanded)) {
            return splitColumn(columns, ColumnReference.named(demanded));
        }
        problems.add(DataProblem.of(
                columns.file(),
                "split",
                "the study asks for the published split '%s': name its column or its file under 'split' in the mapping"
                        .formatted(demanded)));
        return Optional.empty();
    }

    private Optional<PublishedSides> splitColumn(Columns columns, ColumnReference column) {
        OptionalInt position = columns.find(column, "split");
        return position.isEmpty()
                ? Optional.empty()
                : Optional.of(new SplitColumn(
                        columns.file(), position.getAsInt(), columns.shown(position.getAsInt()), problems));
    }

    /** Counts a row that is dropped before its values are looked at. */
    void drop(String file, Optional<SiteId> site, String reason) {
        site.ifPresentOrElse(known -> rows(file, known).drop(reason), () -> withoutSite.count(reason));
    }

    SiteRows rows(String file, SiteId site) {
        return sites.computeIfAbsent(site, name -> new SiteRows(file, dictionary, split, newDrops(), problems));
    }

    private Drops newDrops() {
        return new Drops(FileReader.reasons(joins, rules));
    }

    CappedProblems problems() {
        return problems;
    }

    List<JoinedFile> joins() {
        return joins;
    }

    DataDictionary dictionary() {
        return dictionary;
    }

    Mapping mapping() {
        return mapping;
    }

    CohortRules rules() {
        return rules;
    }
}

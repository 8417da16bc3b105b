package org.wardround.data.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import org.wardround.core.identity.SiteId;
import org.wardround.data.CappedProblems;
import org.wardround.data.DataProblem;
import org.wardround.data.Nearest;
import org.wardround.data.text.DataFolder;
import org.wardround.study.mapping.Join;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.Source;
import org.wardround.study.mapping.SourceFile;
import org.wardround.study.mapping.SplitSource;

/** Which files a mapping asks for. */
final class SourceTasks {
    /** The site whose rows a division then shares out. */
    static final SiteId UNDIVIDED = new SiteId("undivided");

    private SourceTasks() {}

    static List<SourceTask> of(Mapping mapping, Path folder, CappedProblems problems) {
        List<SourceTask> tasks = new ArrayList<>();
        Source source = mapping.source();
        if (source instanceof Source.FilePerSite perSite) {
            perSite.files().forEach((site, file) -> tasks.add(new SourceTask(file, Optional.of(site))));
        } else if (source instanceof Source.FilesNamedBySite named) {
            tasks.addAll(namedBySite(named, mapping, folder, problems));
        } else if (source instanceof Source.SiteColumn column) {
            tasks.add(new SourceTask(column.file(), Optional.empty()));
        } else if (source instanceof Source.Divided divided) {
            tasks.add(new SourceTask(divided.file(), Optional.of(UNDIVIDED)));
        }
        return tasks;
    }

    private static List<SourceTask> namedBySite(
            Source.FilesNamedBySite named, Mapping mapping, Path folder, CappedProblems problems) {
        List<SourceTask> tasks = new ArrayList<>();
        Set<String> others = otherFiles(mapping);
        for (String name : matching(named, folder, problems)) {
            if (!others.contains(name)) {
                String site = stem(name);
                if (SiteId.isValid(site)) {
                    SourceFile file = new SourceFile(name, named.header(), named.delimiter());
                    tasks.add(new SourceTask(file, Optional.of(new SiteId(site))));
                } else {
                    problems.add(DataProblem.of(
                            name,
                            "'%s' can't be a site's name: rename the file, or list the files under 'sites' in the mapping"
                                    .formatted(site)));
                }
            }
        }
        if (tasks.isEmpty() && problems.isEmpty()) {
            String message = "no file in %s matches '%s'%s"
                    .formatted(folder, named.glob(), Nearest.hint(named.glob(), DataFolder.files(folder)));
            problems.add(DataProblem.of(named.glob(), message));
        }
        return tasks;
    }

    private static List<String> matching(Source.FilesNamedBySite named, Path folder, CappedProblems problems) {
        try {
            return DataFolder.matching(folder, named.glob());
        } catch (PatternSyntaxException e) {
            problems.add(DataProblem.cell(
                    DataProblem.MAPPING,
                    0,
                    0,
                    "sites.file",
                    "'%s' is not a pattern for files: write one such as *.csv".formatted(named.glob())));
            return List.of();
        }
    }

    /** Files that are not a site's. */
    private static Set<String> otherFiles(Mapping mapping) {
        Set<String> others = new TreeSet<>();
        mapping.joins().stream().map(Join::file).map(SourceFile::path).forEach(others::add);
        if (mapping.split() instanceof SplitSource.File split) {
            others.add(split.file().path());
        }
        return others;
    }

    private static String stem(String name) {
        String plain = DataFolder.ungzipped(name);
        int dot = plain.lastIndexOf('.');
        return dot > 0 ? plain.substring(0, dot) : plain;
    }
}

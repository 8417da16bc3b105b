package org.wardround.site.forget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wardround.core.trust.PrivateFile;

/** The files of runs in a site's folder that have the run's name: snapshots with what stands beside them, reports, and what a kill has left of either. Stateless. */
final class RunFiles {
    private final Path snapshots;
    private final List<Path> folders;

    RunFiles(Path snapshots, Path... others) {
        this.snapshots = snapshots;
        this.folders = Stream.concat(Stream.of(snapshots), Stream.of(others)).toList();
    }

    /** The files of these runs. */
    List<Path> of(SortedSet<String> runs) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path entry : entries(name -> runs.contains(run(name)))) {
            try (Stream<Path> all = Files.walk(entry)) {
                all.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        }
        return files;
    }

    /** Deletes them, durably. */
    void delete(SortedSet<String> runs) throws IOException {
        for (Path entry : entries(name -> runs.contains(run(name)))) {
            List<Path> deepestFirst;
            try (Stream<Path> all = Files.walk(entry)) {
                deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        }
        for (Path folder : folders) {
            if (Files.exists(folder)) {
                PrivateFile.sync(folder);
            }
        }
    }

    /** The runs that have a snapshot. */
    List<String> withSnapshot() throws IOException {
        if (Files.notExists(snapshots)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(snapshots)) {
            return all.map(path -> run(path.getFileName().toString()))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private List<Path> entries(Predicate<String> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.exists(folder)) {
                try (Stream<Path> all = Files.list(folder)) {
                    all.filter(path -> wanted.test(path.getFileName().toString()))
                            .sorted()
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    /** Runs' names have no dot. */
    private static String run(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}

package org.wardround.data.text;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/** The files of a data folder. */
public final class DataFolder {
    private DataFolder() {}

    /** The names of the files in the folder, sorted; none where there is no such folder. */
    public static List<String> files(Path folder) {
        return TextFile.filesIn(folder);
    }

    /** Those of the files whose name, with or without {@code .gz}, matches the glob. */
    public static List<String> matching(Path folder, String glob) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return files(folder).stream()
                .filter(name -> matcher.matches(Path.of(name)) || matcher.matches(Path.of(ungzipped(name))))
                .toList();
    }

    /** The file's name without {@code .gz}. */
    public static String ungzipped(String name) {
        return name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
    }
}

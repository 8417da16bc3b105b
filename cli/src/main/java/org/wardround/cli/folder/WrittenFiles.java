package org.wardround.cli.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wardround.core.identity.Sha256;

/**
 * The list of what this program wrote into a folder, kept in it as {@value #NAME}: a first line with the kind of output, then each file with its
 * SHA-256, in the form that {@code sha256sum -c} reads. By it a later command tells its own files from a person's. Immutable.
 */
public final class WrittenFiles {
    /** Name of the list. */
    public static final String NAME = "wardround.sha256";

    private static final String TITLE = "# Written by Wardround: ";
    private static final int HEX = 64;
    private static final int NAMED = 3;

    private final String title;
    private final SortedMap<String, String> hashes;

    private WrittenFiles(String title, Map<String, String> hashes) {
        this.title = title;
        this.hashes = new TreeMap<>(hashes);
    }

    /** What was written; a kind of output is replaced by its own kind only. */
    public enum Kind {
        DEMO,
        RUN,
        MOCK,
        TABLE1,
        EVIDENCE;

        private String title() {
            return TITLE + name().toLowerCase(Locale.ROOT);
        }
    }

    /** The list in a folder; an empty one where there is none. Lines that are no entries are passed over. */
    static WrittenFiles in(Path folder) throws IOException {
        Path list = folder.resolve(NAME);
        if (!Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
            return new WrittenFiles("", Map.of());
        }
        String text = new String(Files.readAllBytes(list), StandardCharsets.UTF_8);
        String title = text.lines().findFirst().orElse("");
        // Another program's list says nothing about what is ours.
        return new WrittenFiles(title, title.startsWith(TITLE) ? entries(text) : Map.of());
    }

    private static Map<String, String> entries(String text) {
        return text.lines()
                .filter(line -> line.length() > HEX + 2 && !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(HEX + 2), line -> line.substring(0, HEX), (first, second) -> second));
    }

    /** Writes the list of all that is in a folder now. */
    public static void write(Kind kind, Path folder) throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (Path file : below(folder)) {
            if (Files.isRegularFile(file) && !isList(folder, file)) {
                hashes.put(name(folder, file), hash(file));
            }
        }
        new WrittenFiles(kind.title(), hashes).write(folder);
    }

    /** Takes down that this program wrote one of the listed files again; where there is no list, nothing. */
    public static void rewritten(Path folder, String name) throws IOException {
        WrittenFiles known = in(folder);
        if (known.hashes.containsKey(name)) {
            known.hashes.put(name, hash(folder.resolve(name)));
            known.write(folder);
        }
    }

    /** Whether a file stands there that this program did not write as it is. */
    public static boolean isStranger(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        || !hash(file).equals(in(folder).hashes.get(name)));
    }

    private void write(Path folder) throws IOException {
        StringBuilder text = new StringBuilder(title).append('\n');
        hashes.forEach(
                (name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
        Files.write(folder.resolve(NAME), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    boolean isOf(Kind kind) {
        return title.equals(kind.title());
    }

    /** What in the folder is not this program's own, in words; empty where all is. */
    static String strangersIn(Path folder) throws IOException {
        WrittenFiles known = in(folder);
        List<String> foreign = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (Path path : below(folder)) {
            String name = name(folder, path);
            if (isList(folder, path) && !known.title.isEmpty() && known.title.startsWith(TITLE)) {
                continue;
            }
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                // Of other folders the files in them are named.
                if (isEmpty(path)) {
                    foreign.add(name);
                }
            } else if (!known.hashes.containsKey(name) || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                foreign.add(name);
            } else if (!hash(path).equals(known.hashes.get(name))) {
                changed.add(name);
            }
        }
        return Stream.of(
                        words(foreign, "which Wardround did not write"),
                        words(changed, "which was changed since Wardround wrote it"))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", and "));
    }

    private static String words(List<String> names, String why) {
        if (names.isEmpty()) {
            return "";
        }
        List<String> some = names.stream().limit(NAMED).map("'%s'"::formatted).toList();
        return String.join(", ", some) + (names.size() > some.size() ? " and more" : "") + ", " + why;
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder)).sorted().toList();
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        return below(folder).isEmpty();
    }

    private static boolean isList(Path folder, Path path) {
        return path.equals(folder.resolve(NAME));
    }

    private static String name(Path folder, Path path) {
        StringBuilder name = new StringBuilder();
        folder.relativize(path)
                .forEach(part -> name.append(name.isEmpty() ? "" : "/").append(part));
        return name.toString();
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[1 << 16];
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                digest.update(block, 0, length);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}

package org.wardround.study.bundle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wardround.core.identity.Sha256;

/**
 * A study's file and the files that it names, each with its length and SHA-256. Its text has one form only, and the SHA-256 of that text is the hash of
 * the study with all that belongs to it. Immutable.
 *
 * @param study name of the study's file, which is among {@code files}
 * @param files by their names, relative to the study's folder with {@code /} between parts
 */
public record StudyManifest(String study, SortedMap<String, Entry> files) {
    private static final String TITLE = "wardround-study 1";
    private static final Pattern STUDY = Pattern.compile("study (.+)");
    private static final Pattern FILE = Pattern.compile("file (0|[1-9][0-9]{0,17}) ([0-9a-f]{64}) (.+)");

    public StudyManifest {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        files.keySet().forEach(StudyManifest::requirePlain);
        if (!files.containsKey(study)) {
            throw new IllegalArgumentException("the study's file '%s' is not among those listed".formatted(study));
        }
    }

    /** @param lengthBytes 0 or more */
    public record Entry(long lengthBytes, Sha256 hash) {
        public Entry {
            if (lengthBytes < 0) {
                throw new IllegalArgumentException("a file has 0 bytes or more, got " + lengthBytes);
            }
        }
    }

    /** @throws IllegalArgumentException where a name leads out of the study's folder or can't stand on one line */
    static void requirePlain(String name) {
        boolean plain = !name.isEmpty()
                && name.equals(name.strip())
                && name.indexOf('\\') < 0
                && name.codePoints()
                        .noneMatch(character -> Character.isISOControl(character)
                                || Character.getType(character) == Character.FORMAT
                                || Character.getType(character) == Character.LINE_SEPARATOR
                                || Character.getType(character) == Character.PARAGRAPH_SEPARATOR
                                || Character.getType(character) == Character.SURROGATE);
        boolean inside = List.of(name.split("/", -1)).stream()
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!plain || !inside) {
            throw new IllegalArgumentException(
                    "a signed study names files in its own folder, by plain names with / between; move the file beside the study");
        }
    }

    /** The lines that are signed, each with an end. */
    public String text() {
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        text.append("study ").append(study).append('\n');
        files.forEach(
                (name, entry) -> text.append("file %d %s %s\n".formatted(entry.lengthBytes(), entry.hash(), name)));
        return text.toString();
    }

    /**
     * Reads the form that {@link #text} writes, to the last character.
     *
     * @throws IllegalArgumentException where it is another text
     */
    public static StudyManifest parse(String text) {
        List<String> lines = text.lines().toList();
        Matcher study = STUDY.matcher(lines.size() > 1 ? lines.get(1) : "");
        if (lines.isEmpty() || !lines.get(0).equals(TITLE) || !study.matches()) {
            throw new IllegalArgumentException("the first line must be '%s'; is it the right file?".formatted(TITLE));
        }
        SortedMap<String, Entry> files = new TreeMap<>();
        for (String line : lines.subList(2, lines.size())) {
            Matcher file = FILE.matcher(line);
            if (!file.matches()) {
                throw new IllegalArgumentException("a line is not 'file LENGTH SHA-256 NAME'; copy the file again");
            }
            files.put(file.group(3), new Entry(Long.parseLong(file.group(1)), new Sha256(file.group(2))));
        }
        StudyManifest manifest = new StudyManifest(study.group(1), files);
        if (!manifest.text().equals(text)) {
            throw new IllegalArgumentException(
                    "lines are out of order, doubled or end otherwise than they were written; copy the file again");
        }
        return manifest;
    }

    /** What is signed. */
    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** The hash of the study with all that belongs to it: what sites approve. */
    public Sha256 hash() {
        return Sha256.of(bytes());
    }

    /** How the files of {@code now} differ from these, in words; none where they are the same. */
    public List<String> changes(StudyManifest now) {
        List<String> changes = new ArrayList<>();
        files.forEach((name, entry) -> {
            Entry found = now.files.get(name);
            if (found == null) {
                changes.add("%s was signed and is not named by the study any more".formatted(name));
            } else if (!found.equals(entry)) {
                changes.add("%s was changed".formatted(name));
            }
        });
        now.files.keySet().stream()
                .filter(name -> !files.containsKey(name))
                .forEach(name -> changes.add("%s was not signed".formatted(name)));
        if (changes.isEmpty() && !study.equals(now.study)) {
            changes.add("%s was signed as the study, not %s".formatted(study, now.study));
        }
        return changes;
    }
}

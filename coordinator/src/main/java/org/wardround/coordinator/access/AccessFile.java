package org.wardround.coordinator.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.wardround.core.identity.Sha256;
import org.wardround.core.trust.PrivateFile;

/**
 * The file {@code access.list} of a coordinator's folder: a line for each who may call, with the SHA-256 of their token. It is read anew at each question, so that who is
 * removed is refused from the next call on, and replaced whole. Commands and a running coordinator use it side by side.
 */
public final class AccessFile {
    private static final String NAME = "access.list";
    private static final String TITLE = "wardround-access 1";
    private static final int LONGEST = 256 * 1024;

    private final Path file;

    /** @param folder the coordinator's */
    public AccessFile(Path folder) {
        this.file = folder.resolve(NAME);
    }

    /** All entries in order of their making; none where there is no file. */
    public List<AccessEntry> entries() throws IOException {
        String text;
        try {
            text = new String(PrivateFile.read(file, LONGEST), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        List<String> lines = text.lines().toList();
        try {
            if (lines.isEmpty() || !lines.get(0).equals(TITLE)) {
                throw new IllegalArgumentException("it does not begin with '%s'".formatted(TITLE));
            }
            return lines.stream().skip(1).map(AccessEntry::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s; restore it from a backup".formatted(file, e.getMessage()), e);
        }
    }

    /** Whose token it is. Every entry is compared in full: how long it takes tells nothing about how much fits. */
    public Optional<AccessEntry> find(Sha256 digest) throws IOException {
        byte[] wanted = digest.toBytes();
        Optional<AccessEntry> found = Optional.empty();
        for (AccessEntry entry : entries()) {
            if (MessageDigest.isEqual(entry.digest().toBytes(), wanted)) {
                found = Optional.of(entry);
            }
        }
        return found;
    }

    /** @throws IOException where somebody has that name already */
    public void add(AccessEntry entry) throws IOException {
        if (!change(entries -> {
            if (entries.stream().anyMatch(each -> each.name().equals(entry.name()))) {
                return entries;
            }
            List<AccessEntry> more = new ArrayList<>(entries);
            more.add(entry);
            return more;
        })) {
            throw new IOException("there is somebody of the name '%s' already; remove them first or give another name"
                    .formatted(entry.name()));
        }
    }

    /** Whether there was somebody of that name. */
    public boolean remove(String name) throws IOException {
        return change(entries ->
                entries.stream().filter(entry -> !entry.name().equals(name)).toList());
    }

    // One command at a time: of two that read the same list, one would undo what the other did.
    private boolean change(UnaryOperator<List<AccessEntry>> change) throws IOException {
        Path guard = file.resolveSibling("." + NAME + ".lock");
        try (FileChannel channel = FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            List<AccessEntry> before = entries();
            List<AccessEntry> after = change.apply(before);
            if (!lock.isValid() || after.size() == before.size()) {
                return false;
            }
            StringBuilder text = new StringBuilder(TITLE).append('\n');
            after.forEach(entry -> text.append(entry.line()).append('\n'));
            PrivateFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
            return true;
        }
    }
}

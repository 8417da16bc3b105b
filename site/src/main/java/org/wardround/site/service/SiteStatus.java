package org.wardround.site.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.storage.Journal;
import org.wardround.site.audit.AuditHead;
import org.wardround.site.audit.AuditLine;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.outbox.OutboxShelf;
import org.wardround.site.storage.SiteStorage;

/**
 * What a site's folder says of its agent, also while that runs.
 *
 * @param contact one line, as the agent wrote it down last; empty where no agent has called yet
 * @param runs all of them, by name
 * @param lastRelease the audit log's last line about an answer; null where nothing has left
 * @param head how far the audit log goes
 * @param waiting runs of which something in the outbox waits for a person
 */
public record SiteStatus(
        String contact,
        Map<String, Run> runs,
        @Nullable AuditLine lastRelease,
        AuditHead head,
        SortedSet<String> waiting) {
    public SiteStatus {
        waiting = Collections.unmodifiableSortedSet(new TreeSet<>(waiting));
        runs = Collections.unmodifiableMap(new TreeMap<>(runs));
    }

    /**
     * One run.
     *
     * @param round the last that this site answered; 0: none yet
     * @param end empty while it goes on; then {@code finished} or the code by which it ended
     */
    public record Run(int round, String end) {}

    /**
     * Reads it.
     *
     * @throws IOException where the folder can't be read
     */
    public static SiteStatus read(Path folder) throws IOException {
        Path contact = folder.resolve(WatchedTransport.FILE);
        Reader reader = new Reader();
        try (Journal journal = SiteStorage.read(folder)) {
            journal.replay(
                    AuditLog.STREAM,
                    0,
                    stored -> reader.line(AuditLine.read(stored.event().payload())));
            SortedSet<String> waiting = waiting(AgentService.outbox(folder), reader.decided);
            return new SiteStatus(
                    Files.exists(contact) ? Files.readString(contact).strip() : "",
                    reader.runs,
                    reader.last,
                    AuditLog.headOf(journal),
                    waiting);
        } catch (NoSuchFileException neverStarted) {
            return new SiteStatus("", Map.of(), null, AuditHead.EMPTY, new TreeSet<>());
        }
    }

    /** The runs of which something is among the decided by no digest. */
    private static SortedSet<String> waiting(OutboxShelf shelf, Set<String> decided) {
        SortedSet<String> waiting = new TreeSet<>();
        for (String run : shelf.runs()) {
            shelf.find(run)
                    .filter(kept -> !decided.contains(kept.bytes().digest().hex()))
                    .ifPresent(kept -> waiting.add(run));
        }
        for (String run : shelf.held()) {
            shelf.held(run)
                    .filter(held -> !decided.contains(held.bytes().digest().hex()))
                    .ifPresent(held -> waiting.add(run));
        }
        return waiting;
    }

    private static final class Reader {
        private final Map<String, Run> runs = new TreeMap<>();
        private final Set<String> decided = new HashSet<>();
        private @Nullable AuditLine last;

        void line(AuditLine line) {
            switch (line.event()) {
                case "joined" -> runs.putIfAbsent(field(line, "run"), new Run(0, ""));
                case "released" -> {
                    runs.put(field(line, "run"), new Run(Integer.parseInt(field(line, "round")), ""));
                    last = line;
                }
                case "outboxReleased", "outboxRefused", "figureReleased" -> decided.add(field(line, "digest"));
                case "runEnded" ->
                    runs.computeIfPresent(
                            field(line, "run"),
                            (run, found) -> new Run(
                                    found.round, field(line, "code").isEmpty() ? "finished" : field(line, "code")));
                default -> {}
            }
        }
    }

    /** A field of a line as text; empty where the line has none of that name. */
    public static String field(AuditLine line, String name) {
        return line.fields().stream()
                .filter(field -> field.name().equals(name))
                .map(field -> field.value().toString())
                .findFirst()
                .orElse("");
    }
}

package org.wardround.site.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamName;
import org.wardround.core.trust.SigningKey;
import org.wardround.site.approval.ApprovalEvent;
import org.wardround.site.approval.Approvals;
import org.wardround.site.approval.SignedApproval;
import org.wardround.site.approval.Subject;
import org.wardround.site.envelope.EnvelopeFile;
import org.wardround.site.governance.DecisionBook;
import org.wardround.site.storage.SiteStorage;
import org.wardround.study.problem.ProblemsException;

/**
 * The decisions in a journal of their own, {@code decisions.db}, which is open for the moment of each call alone: people decide while the agent runs. Thread-safe.
 */
public final class JournalDecisionBook implements DecisionBook {
    private static final String FILE = "decisions.db";
    private static final Duration TICK = Duration.ofSeconds(2);
    private static final StreamName STREAM = new StreamName("decisions");

    private final Path file;
    private final SigningKey key;
    private final InstantSource clock;
    private @Nullable Content content;
    private @Nullable Stamp read;

    /** @param key with which the site signs its decisions */
    public JournalDecisionBook(Path folder, SigningKey key, InstantSource clock) {
        this.file = folder.resolve(FILE);
        this.key = key;
        this.clock = clock;
    }

    @Override
    public Approvals approvals() {
        return look().approvals;
    }

    @Override
    public List<EnvelopeFile> envelopes() {
        return look().envelopes;
    }

    @Override
    public List<ApprovalEvent> events() {
        return look().events;
    }

    private synchronized Content look() {
        Stamp stamp = Stamp.of(file);
        if (content == null || !stamp.equals(read)) {
            Content fresh = content();
            // Whoever writes meanwhile, or in the same tick of the disk's clock, is seen by the next look.
            read = stamp.equals(Stamp.of(file))
                            && stamp.isOlderThan(clock.instant().minus(TICK))
                    ? stamp
                    : null;
            content = fresh;
        }
        return content;
    }

    private Content content() {
        List<Event> stored = new ArrayList<>();
        try (Journal journal = SiteStorage.view(file)) {
            journal.replay(STREAM, 0, (StoredEvent event) -> stored.add(event.event()));
            List<ApprovalEvent> events = stored.stream()
                    .map(event -> SignedApproval.of(event, key.verifyingKey()).event())
                    .toList();
            Approvals approvals = Approvals.replay(stored, key.verifyingKey());
            return new Content(events, approvals, envelopes(journal, approvals));
        } catch (NoSuchFileException nobodyHasDecided) {
            return Content.NONE;
        } catch (IllegalArgumentException | ProblemsException e) {
            throw new FederationException(
                    ErrorCode.STORAGE_CORRUPT, "%s: %s; restore a backup".formatted(file, e.getMessage()), e);
        }
    }

    private List<EnvelopeFile> envelopes(Journal journal, Approvals approvals) {
        List<EnvelopeFile> found = new ArrayList<>();
        for (Subject subject : approvals.subjects()) {
            if (subject.kind() == Subject.Kind.ENVELOPE) {
                journal.attachment(STREAM, subject.hash())
                        .ifPresent(bytes -> found.add(EnvelopeFile.of(file, bytes.toArray())));
            }
        }
        return List.copyOf(found);
    }

    @Override
    public void add(ApprovalEvent event) {
        append(event, List.of());
    }

    /** Keeps a person's yes to a family of studies, with the envelope's bytes. */
    public void add(ApprovalEvent.Approved event, EnvelopeFile envelope) {
        if (!event.subject().equals(Subject.envelope(envelope.hash()))) {
            throw new IllegalArgumentException("this yes is to another envelope");
        }
        append(event, List.of(Bytes.copyOf(envelope.bytes())));
    }

    private synchronized void append(ApprovalEvent event, List<Bytes> attached) {
        try (Journal journal = SiteStorage.journal(file, clock)) {
            journal.append(Batch.of(Append.of(
                            journal.head(STREAM),
                            SignedApproval.sign(event, key).toJournal())
                    .attaching(attached.toArray(Bytes[]::new))));
        }
        read = null;
    }

    private record Content(List<ApprovalEvent> events, Approvals approvals, List<EnvelopeFile> envelopes) {
        static final Content NONE = new Content(List.of(), Approvals.NONE, List.of());
    }

    /** By which a change of the database is seen without opening it. */
    private record Stamp(List<String> files, Instant newest) {
        static Stamp of(Path database) {
            List<String> files = new ArrayList<>();
            Instant newest = Instant.MIN;
            for (String end : List.of("", "-wal")) {
                Path file = Path.of(database + end);
                try {
                    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                    Instant changed = found.lastModifiedTime().toInstant();
                    files.add("%s %d %s".formatted(end, found.size(), changed));
                    newest = changed.isAfter(newest) ? changed : newest;
                } catch (IOException absent) {
                    files.add(end);
                }
            }
            return new Stamp(List.copyOf(files), newest);
        }

        boolean isOlderThan(Instant time) {
            return newest.isBefore(time);
        }
    }
}

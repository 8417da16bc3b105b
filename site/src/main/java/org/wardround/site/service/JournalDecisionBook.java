package org.wardround.site.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamName;
import org.wardround.core.trust.SigningKey;
import org.wardround.site.approval.ApprovalEvent;
import org.wardround.site.approval.Approvals;
import org.wardround.site.approval.SignedApproval;
import org.wardround.site.envelope.EnvelopeFile;
import org.wardround.site.governance.DecisionBook;
import org.wardround.site.storage.SiteStorage;

/**
 * The decisions in a journal of their own, {@code decisions.db}, which is open for the moment of each call alone: people decide while the agent runs. Thread-safe.
 */
public final class JournalDecisionBook implements DecisionBook {
    private static final String FILE = "decisions.db";
    private static final StreamName STREAM = new StreamName("decisions");

    private final Path file;
    private final SigningKey key;
    private final InstantSource clock;

    /** @param key with which the site signs its decisions */
    public JournalDecisionBook(Path folder, SigningKey key, InstantSource clock) {
        this.file = folder.resolve(FILE);
        this.key = key;
        this.clock = clock;
    }

    @Override
    public synchronized Approvals approvals() {
        if (Files.notExists(file)) {
            return Approvals.NONE;
        }
        List<Event> events = new ArrayList<>();
        try (Journal journal = SiteStorage.journal(file, clock)) {
            journal.replay(STREAM, 0, (StoredEvent stored) -> events.add(stored.event()));
        }
        try {
            return Approvals.replay(events, key.verifyingKey());
        } catch (IllegalArgumentException e) {
            throw new FederationException(
                    ErrorCode.STORAGE_CORRUPT, "%s: %s; restore a backup".formatted(file, e.getMessage()), e);
        }
    }

    /** None so far: a family of studies can't be approved by a command yet. */
    @Override
    public List<EnvelopeFile> envelopes() {
        return List.of();
    }

    @Override
    public synchronized void add(ApprovalEvent event) {
        try (Journal journal = SiteStorage.journal(file, clock)) {
            journal.append(Batch.of(Append.of(
                    journal.head(STREAM), SignedApproval.sign(event, key).toJournal())));
        }
    }
}

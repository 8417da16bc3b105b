package org.wardround.coordinator.metrics;

import java.util.List;
import java.util.Optional;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;

/** A journal whose writes are counted once they are durable. Thread-safe as the journal within. */
public final class MeteredJournal implements Journal {
    private static final System.Logger LOG = System.getLogger(MeteredJournal.class.getName());

    private final Journal journal;
    private final Measures measures;

    public MeteredJournal(Journal journal, Measures measures) {
        this.journal = journal;
        this.measures = measures;
    }

    @Override
    public List<StreamHead> append(Batch batch) {
        List<StreamHead> heads = journal.append(batch);
        try {
            measures.written(batch);
        } catch (IllegalStateException e) {
            // What is written holds, counted or not.
            LOG.log(System.Logger.Level.ERROR, "a write could not be counted", e);
        }
        return heads;
    }

    @Override
    public StreamHead head(StreamName stream) {
        return journal.head(stream);
    }

    @Override
    public List<StoredEvent> read(StreamName stream, long after, int most) {
        return journal.read(stream, after, most);
    }

    @Override
    public Optional<Bytes> attachment(StreamName stream, Sha256 digest) {
        return journal.attachment(stream, digest);
    }

    @Override
    public List<StreamName> streams() {
        return journal.streams();
    }

    @Override
    public void close() {
        journal.close();
    }
}

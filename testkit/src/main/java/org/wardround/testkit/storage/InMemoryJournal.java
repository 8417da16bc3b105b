package org.wardround.testkit.storage;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.EventChain;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StorageFailure;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;

/** The journal of a {@link MemoryDisk}, as one process has opened it. Thread-safe. */
final class InMemoryJournal implements Journal {
    private final MemoryDisk disk;
    private final MemoryStreams streams;
    private final InstantSource clock;
    private final int process;
    private boolean closed;

    InMemoryJournal(MemoryDisk disk, MemoryStreams streams, InstantSource clock, int process) {
        this.disk = disk;
        this.streams = streams;
        this.clock = clock;
        this.process = process;
    }

    @Override
    public List<StreamHead> append(Batch batch) {
        synchronized (disk) {
            requireOpen();
            disk.call("append to the journal, nothing written");
            Map<Append, List<StoredEvent>> events = new LinkedHashMap<>();
            batch.appends().forEach(append -> events.put(append, follow(append)));
            disk.take(size(batch), "a batch of events");
            streams.write(events, batch.erased());
            disk.call("append to the journal, written and not synced");
            if (disk.syncs()) {
                streams.sync();
            }
            disk.call("append to the journal, synced and not acknowledged");
            return events.values().stream()
                    .map(added -> added.get(added.size() - 1).head())
                    .toList();
        }
    }

    private List<StoredEvent> follow(Append append) {
        StreamHead head = streams.head(append.stream());
        if (head.length() != append.after()) {
            throw StorageFailure.conflict(head, append.after());
        }
        List<StoredEvent> stored = new ArrayList<>();
        for (Event event : append.events()) {
            StoredEvent next = EventChain.next(head, clock.instant(), event);
            stored.add(next);
            head = next.head();
        }
        return stored;
    }

    private static long size(Batch batch) {
        long size = 0;
        for (Append append : batch.appends()) {
            for (Event event : append.events()) {
                size += event.payload().length();
            }
            for (Bytes attachment : append.attachments()) {
                size += attachment.length();
            }
        }
        return size;
    }

    @Override
    public StreamHead head(StreamName stream) {
        synchronized (disk) {
            requireOpen();
            return streams.head(stream);
        }
    }

    @Override
    public List<StoredEvent> read(StreamName stream, long after, int most) {
        Objects.checkIndex(0, most);
        synchronized (disk) {
            requireOpen();
            List<StoredEvent> events = streams.events(stream);
            int from = (int) Math.min(after, events.size());
            return List.copyOf(events.subList(from, Math.min(events.size(), from + most)));
        }
    }

    @Override
    public Optional<Bytes> attachment(StreamName stream, Sha256 digest) {
        synchronized (disk) {
            requireOpen();
            return Optional.ofNullable(streams.attachments(stream).get(digest));
        }
    }

    @Override
    public List<StreamName> streams() {
        synchronized (disk) {
            requireOpen();
            return streams.names();
        }
    }

    @Override
    public void close() {
        synchronized (disk) {
            closed = true;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the journal is closed");
        }
        disk.requireAlive(process);
    }
}

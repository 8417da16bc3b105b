package org.wardround.testkit.storage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;

/** What a journal keeps on a {@link MemoryDisk}. Not thread-safe. */
final class MemoryStreams {
    private final TreeMap<StreamName, Content> contents = new TreeMap<>();
    private final Deque<Map<StreamName, Runnable>> unsynced = new ArrayDeque<>();

    private static final class Content {
        private final List<StoredEvent> events = new ArrayList<>();
        private final Map<Sha256, Bytes> attachments = new HashMap<>();
    }

    /** Writes one batch, which {@link #sync()} has to follow. */
    void write(Map<Append, List<StoredEvent>> batch, List<StreamName> erased) {
        Map<StreamName, Runnable> undo = new HashMap<>();
        batch.forEach((append, events) -> undo.put(append.stream(), write(append, events)));
        erased.forEach(stream -> undo.put(stream, erase(stream)));
        unsynced.push(undo);
    }

    private Runnable write(Append append, List<StoredEvent> events) {
        Content content = contents.computeIfAbsent(append.stream(), name -> new Content());
        int length = content.events.size();
        Map<Sha256, Bytes> attachments = Map.copyOf(content.attachments);
        content.events.addAll(events);
        append.dropped().forEach(content.attachments::remove);
        append.attachments().forEach(added -> content.attachments.put(added.digest(), added));
        return () -> {
            content.events.subList(length, content.events.size()).clear();
            content.attachments.clear();
            content.attachments.putAll(attachments);
        };
    }

    private Runnable erase(StreamName stream) {
        Content gone = contents.remove(stream);
        return () -> {
            if (gone != null) {
                contents.put(stream, gone);
            }
        };
    }

    void sync() {
        unsynced.clear();
    }

    /** Takes back some of the batches that were not synced, the latest first. */
    void losePower(SeededStream random) {
        int lost = random.nextInt(unsynced.size() + 1);
        for (int i = 0; i < lost; i++) {
            unsynced.pop().values().forEach(Runnable::run);
        }
        unsynced.clear();
    }

    List<StoredEvent> events(StreamName stream) {
        Content content = contents.get(stream);
        return content == null ? List.of() : content.events;
    }

    Map<Sha256, Bytes> attachments(StreamName stream) {
        Content content = contents.get(stream);
        return content == null ? Map.of() : content.attachments;
    }

    StreamHead head(StreamName stream) {
        List<StoredEvent> events = events(stream);
        return events.isEmpty()
                ? StreamHead.empty(stream)
                : events.get(events.size() - 1).head();
    }

    List<StreamName> names() {
        return contents.keySet().stream()
                .filter(name -> !events(name).isEmpty())
                .toList();
    }
}

package org.wardround.testkit.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.Sha256;
import org.wardround.core.random.SeededStream;

/** What a blob store keeps on a {@link MemoryDisk}: files whose content and whose names become durable one by one. Not thread-safe. */
final class MemoryFiles {
    private static final int SECTOR_BYTES = 512;

    private final TreeMap<Sha256, Content> stored = new TreeMap<>();
    private final TreeMap<Key, Content> staged = new TreeMap<>();
    private final Set<Sha256> unsyncedNames = new HashSet<>();
    private final Map<Sha256, Content> deleted = new TreeMap<>();

    /** A content on its way. */
    record Key(Sha256 digest, long length, String sender) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::digest).thenComparing(Key::length).thenComparing(Key::sender);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** The bytes of one file and how many of them a power failure leaves alone. */
    static final class Content {
        private byte[] bytes = new byte[0];
        private int synced;
        private Instant touched;

        Content(Instant created) {
            this.touched = created;
        }

        void append(byte[] source, int count, Instant now) {
            int length = bytes.length;
            bytes = Arrays.copyOf(bytes, length + count);
            System.arraycopy(source, 0, bytes, length, count);
            touched = now;
        }

        void sync() {
            synced = bytes.length;
        }

        byte[] bytes() {
            return bytes;
        }

        Instant touched() {
            return touched;
        }

        private void losePower(SeededStream random) {
            int kept = synced + random.nextInt(bytes.length - synced + 1);
            bytes = Arrays.copyOf(bytes, kept);
            if (random.nextInt(2) == 0) {
                // The file has grown, the last sectors have not reached it.
                Arrays.fill(bytes, Math.max(synced, kept - SECTOR_BYTES), kept, (byte) 0);
            }
        }
    }

    Content stage(Key key, Instant now) {
        return staged.computeIfAbsent(key, absent -> new Content(now));
    }

    void unstage(Key key) {
        staged.remove(key);
    }

    Map<Key, Content> staged() {
        return staged;
    }

    @Nullable
    Content find(Sha256 digest) {
        return stored.get(digest);
    }

    Set<Sha256> digests() {
        return stored.keySet();
    }

    /** Gives a content its final name, which {@link #syncNames()} has to follow. */
    void rename(Sha256 digest, Content content) {
        if (stored.putIfAbsent(digest, content) == null) {
            unsyncedNames.add(digest);
        }
    }

    /** Whether there was such a file; without {@link #syncNames()} it may come back. */
    boolean delete(Sha256 digest) {
        Content content = stored.remove(digest);
        if (content != null) {
            deleted.put(digest, content);
        }
        return content != null;
    }

    void syncNames() {
        unsyncedNames.clear();
        deleted.clear();
    }

    void losePower(SeededStream random) {
        deleted.forEach((digest, content) -> {
            if (random.nextInt(2) == 0) {
                stored.put(digest, content);
            }
        });
        for (Sha256 digest : new ArrayList<>(stored.keySet())) {
            if (unsyncedNames.contains(digest) && random.nextInt(2) == 0) {
                stored.remove(digest);
            }
        }
        syncNames();
        List<Content> all = new ArrayList<>(stored.values());
        all.addAll(staged.values());
        all.forEach(content -> content.losePower(random));
    }
}

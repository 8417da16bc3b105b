package org.wardround.testkit.storage;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Blob;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.Staged;

/** The blob store of a {@link MemoryDisk}, as one process has opened it. Thread-safe. */
final class InMemoryBlobStore implements BlobStore {
    private final MemoryDisk disk;
    private final MemoryFiles files;
    private final InstantSource clock;
    private final int process;
    private final Map<MemoryFiles.Key, InMemoryStaged> writers = new HashMap<>();
    private boolean closed;

    InMemoryBlobStore(MemoryDisk disk, MemoryFiles files, InstantSource clock, int process) {
        this.disk = disk;
        this.files = files;
        this.clock = clock;
        this.process = process;
    }

    @Override
    public Staged stage(String sender, Sha256 digest, long length) {
        synchronized (disk) {
            requireOpen();
            disk.call("stage a content");
            MemoryFiles.Content stored = files.find(digest);
            if (stored != null && stored.bytes().length != length) {
                throw new FederationException(
                        ErrorCode.DIGEST_MISMATCH,
                        "%s is stored with %d bytes, announced were %d"
                                .formatted(digest, stored.bytes().length, length));
            }
            MemoryFiles.Key key = new MemoryFiles.Key(digest, length, sender);
            MemoryFiles.Content content = stored != null ? stored : files.stage(key, clock.instant());
            InMemoryStaged writer = new InMemoryStaged(this, content, length, key);
            InMemoryStaged earlier = writers.put(key, writer);
            if (earlier != null) {
                earlier.close();
            }
            return writer;
        }
    }

    @Override
    public Staged create(long length) {
        synchronized (disk) {
            requireOpen();
            disk.call("create a content");
            return new InMemoryStaged(this, new MemoryFiles.Content(clock.instant()), length, null);
        }
    }

    @Override
    public Optional<Blob> find(Sha256 digest) {
        synchronized (disk) {
            requireOpen();
            return Optional.ofNullable(files.find(digest)).map(content -> new InMemoryBlob(digest, content.bytes()));
        }
    }

    @Override
    public boolean delete(Sha256 digest) {
        synchronized (disk) {
            requireOpen();
            disk.call("delete a content");
            return files.delete(digest);
        }
    }

    @Override
    public void erase(SortedSet<Sha256> gone) {
        gone.forEach(this::delete);
        synchronized (disk) {
            if (disk.syncs()) {
                files.syncNames();
            }
        }
    }

    @Override
    public SortedSet<Sha256> digests() {
        synchronized (disk) {
            requireOpen();
            return new TreeSet<>(files.digests());
        }
    }

    @Override
    public void discardStaged(String sender) {
        synchronized (disk) {
            requireOpen();
            List.copyOf(files.staged().keySet()).stream()
                    .filter(key -> key.sender().equals(sender))
                    .filter(key ->
                            !writers.containsKey(key) || !writers.get(key).isOpen())
                    .forEach(files.staged()::remove);
        }
    }

    @Override
    public List<Unfinished> unfinished() {
        synchronized (disk) {
            requireOpen();
            return files.staged().entrySet().stream()
                    .map(entry -> new Unfinished(
                            entry.getKey().digest(),
                            entry.getKey().length(),
                            entry.getValue().bytes().length,
                            entry.getValue().touched()))
                    .toList();
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
            throw new IllegalStateException("the blob store is closed");
        }
        disk.requireAlive(process);
    }

    /** Runs one step of a writer, under the disk's lock. */
    void write(Runnable step) {
        synchronized (disk) {
            requireOpen();
            step.run();
        }
    }

    void append(MemoryFiles.Content content, byte[] bytes, int count) {
        disk.call("append to a staged content, nothing written");
        disk.take(count, "%d bytes".formatted(count));
        content.append(bytes, count, clock.instant());
        disk.call("append to a staged content, written");
    }

    void unstage(MemoryFiles.Key key) {
        disk.call("throw a staged content away");
        files.unstage(key);
    }

    /** @param announced where the content was staged; null where it was made here */
    void keep(MemoryFiles.Content content, Sha256 digest, MemoryFiles.@Nullable Key announced) {
        disk.call("finish a content, not synced");
        if (disk.syncs()) {
            content.sync();
        }
        disk.call("finish a content, synced and not renamed");
        files.rename(digest, content);
        if (announced != null) {
            files.unstage(announced);
        }
        disk.call("finish a content, renamed and its name not synced");
        if (disk.syncs()) {
            files.syncNames();
        }
        disk.call("finish a content, its name synced and not acknowledged");
    }
}

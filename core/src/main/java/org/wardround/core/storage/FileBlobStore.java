package org.wardround.core.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;

/**
 * Contents as files of one folder, which one process at a time may open: a second one is refused by {@code STORAGE_BUSY}.
 *
 * <p>A stored content is {@code ab/abcd…} under its digest's first two digits; one on its way is {@code staging/DIGEST-LENGTH-SENDER} with the beginning of the
 * SHA-256 of the sender's name. Finishing checks the digest, forces the
 * file to disk, renames it and forces its folder to disk. Reading and writing use an open file, so a thread that is interrupted meanwhile closes it.
 */
public final class FileBlobStore implements BlobStore {
    private static final String LOCK = "lock";
    private static final String STAGING = "staging";
    private static final String NEW = "new-";
    private static final Pattern MADE_HERE = Pattern.compile(NEW + "\\d+");
    private static final Pattern ANNOUNCED = Pattern.compile("([0-9a-f]{64})-(\\d{1,19})-[0-9a-f]{16}");
    private static final Pattern STORED = Pattern.compile("[0-9a-f]{64}");
    private static final int SHARDS = 256;
    private static final int SHARD_DIGITS = 2;
    private static final int SENDER_DIGITS = 16;

    private final Path folder;
    private final WriterLock lock;
    private final Map<Path, FileStaged> writers = new ConcurrentHashMap<>();
    private final AtomicLong created = new AtomicLong();
    private volatile boolean closed;
    private volatile @Nullable IOException failure;

    private FileBlobStore(Path folder, WriterLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens a store, and makes durable what an earlier process may have renamed without living to do so. Throws {@code STORAGE_BUSY} where somebody has it open.
     *
     * @param folder made where it is missing; its parent exists
     */
    public static FileBlobStore open(Path folder) {
        try {
            Folders.create(folder);
            WriterLock lock = WriterLock.take(folder.resolve(LOCK), "the blob store " + folder);
            boolean opened = false;
            try {
                FileBlobStore store = new FileBlobStore(folder, lock);
                store.prepare();
                opened = true;
                return store;
            } finally {
                if (!opened) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw StorageFailure.failed("open the blob store", folder.toString(), e);
        }
    }

    private void prepare() throws IOException {
        Files.createDirectories(staging());
        for (int i = 0; i < SHARDS; i++) {
            Files.createDirectories(folder.resolve("%02x".formatted(i)));
        }
        Folders.sync(folder);
        for (int i = 0; i < SHARDS; i++) {
            Folders.sync(folder.resolve("%02x".formatted(i)));
        }
        for (Path file : files(staging(), MADE_HERE)) {
            Files.delete(file);
        }
    }

    private Path staging() {
        return folder.resolve(STAGING);
    }

    private static List<Path> files(Path folder, Pattern name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public Staged stage(String sender, Sha256 digest, long length) {
        if (length < 0) {
            throw new IllegalArgumentException("a content can't have %d bytes".formatted(length));
        }
        String name = "%s-%d-%s".formatted(digest, length, shortened(sender));
        FileStaged writer = register(staging().resolve(name), digest, length);
        boolean begun = false;
        try {
            // Only now, for the earlier writer may just have finished.
            writer.takeOver();
            if (Files.exists(fileOf(digest))) {
                return new StoredAlready(this, digest, requireLength(digest, length));
            }
            writer.begin();
            begun = true;
            return writer;
        } finally {
            if (!begun) {
                writer.close();
            }
        }
    }

    private static String shortened(String sender) {
        return Sha256.of(sender).hex().substring(0, SENDER_DIGITS);
    }

    @Override
    public synchronized void discardStaged(String sender) {
        requireOpen();
        try {
            for (Path file : files(staging(), ANNOUNCED)) {
                if (file.getFileName().toString().endsWith("-" + shortened(sender)) && !writers.containsKey(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw StorageFailure.failed("delete in", staging().toString(), e);
        }
    }

    /** The next writer of a file, which has yet to wait for the one before it and to read: nobody else waits for that. */
    private synchronized FileStaged register(Path file, @Nullable Sha256 announced, long length) {
        requireOpen();
        FileStaged writer = new FileStaged(this, file, announced, length, writers.get(file));
        writers.put(file, writer);
        return writer;
    }

    private long requireLength(Sha256 digest, long announced) {
        long length = fileOf(digest).toFile().length();
        if (length != announced) {
            throw new FederationException(
                    ErrorCode.DIGEST_MISMATCH,
                    "the content %s is stored with %d bytes, announced were %d".formatted(digest, length, announced));
        }
        return length;
    }

    @Override
    public Staged create(long length) {
        FileStaged writer = register(staging().resolve(NEW + created.getAndIncrement()), null, length);
        boolean begun = false;
        try {
            writer.begin();
            begun = true;
            return writer;
        } finally {
            if (!begun) {
                writer.close();
            }
        }
    }

    /** Gives a file that is whole and durable its final name, durably. Not under this store's lock, which a writer must not wait for. */
    void keep(Path file, Sha256 digest) {
        Path target = fileOf(digest);
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            Folders.sync(Folders.parent(target));
        } catch (IOException e) {
            // Whether the name is durable is unknown, and stays so until the store is opened again.
            failure = e;
            throw StorageFailure.failed("store", target.toString(), e);
        }
    }

    /** Finds a content whose name another writer may be about to make durable. */
    Optional<Blob> findDurable(Sha256 digest) {
        try {
            Folders.sync(Folders.parent(fileOf(digest)));
        } catch (IOException e) {
            throw StorageFailure.failed("store", fileOf(digest).toString(), e);
        }
        return find(digest);
    }

    /** The writer is done with its file. */
    void forget(Path file, FileStaged writer) {
        writers.remove(file, writer);
    }

    @Override
    public Optional<Blob> find(Sha256 digest) {
        requireOpen();
        return FileBlob.open(fileOf(digest), digest);
    }

    @Override
    public boolean delete(Sha256 digest) {
        requireOpen();
        try {
            return Files.deleteIfExists(fileOf(digest));
        } catch (IOException e) {
            throw StorageFailure.failed("delete", fileOf(digest).toString(), e);
        }
    }

    @Override
    public void erase(SortedSet<Sha256> gone) {
        gone.forEach(this::delete);
        for (Sha256 digest : gone) {
            try {
                Folders.sync(Folders.parent(fileOf(digest)));
            } catch (IOException e) {
                throw StorageFailure.failed("delete", fileOf(digest).toString(), e);
            }
        }
    }

    private Path fileOf(Sha256 digest) {
        return folder.resolve(digest.hex().substring(0, SHARD_DIGITS)).resolve(digest.hex());
    }

    @Override
    public SortedSet<Sha256> digests() {
        requireOpen();
        SortedSet<Sha256> digests = new TreeSet<>();
        try {
            for (int i = 0; i < SHARDS; i++) {
                files(folder.resolve("%02x".formatted(i)), STORED)
                        .forEach(file ->
                                digests.add(new Sha256(file.getFileName().toString())));
            }
        } catch (IOException e) {
            throw StorageFailure.failed("list the contents of", folder.toString(), e);
        }
        return digests;
    }

    @Override
    public List<Unfinished> unfinished() {
        requireOpen();
        try {
            return files(staging(), ANNOUNCED).stream()
                    .map(FileBlobStore::unfinished)
                    .toList();
        } catch (IOException e) {
            throw StorageFailure.failed("list the contents of", staging().toString(), e);
        }
    }

    private static Unfinished unfinished(Path file) {
        Matcher name = ANNOUNCED.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException("no content on its way: " + file);
        }
        return new Unfinished(
                new Sha256(name.group(1)),
                Long.parseLong(name.group(2)),
                file.toFile().length(),
                Instant.ofEpochMilli(file.toFile().lastModified()));
    }

    private void requireOpen() {
        IOException failed = failure;
        if (failed != null) {
            throw StorageFailure.failed("use", folder.toString(), failed);
        }
        if (closed) {
            throw new IllegalStateException("the blob store in %s is closed".formatted(folder));
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            List.copyOf(writers.values()).forEach(FileStaged::close);
            lock.close();
        }
    }
}

package org.wardround.testkit.storage;

import java.time.InstantSource;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StorageFailure;

/**
 * A disk in memory that holds a journal and a blob store and fails on demand: it stops the process at a chosen call, runs full, and forgets what was not
 * synced when its power fails.
 *
 * <p>What a process opened is dead after {@link #processDies} and {@link #powerFails}: open again. Each call to the disk has a number, counted from 1 since the disk was
 * made: entering {@code append}, written but not synced, synced but not yet acknowledged. Thread-safe.
 */
public final class MemoryDisk {
    private static final int NEVER = Integer.MAX_VALUE;

    private final MemoryStreams streams = new MemoryStreams();
    private final MemoryFiles files = new MemoryFiles();
    private int calls;
    private int stopAt = NEVER;
    private int process = 1;
    private boolean dead;
    private boolean lying;
    private long room = Long.MAX_VALUE;

    /** Opens the journal on this disk, all of which is durable then: what an earlier process had written and not synced as well. */
    public synchronized Journal journal(InstantSource clock) {
        if (syncs()) {
            streams.sync();
        }
        return new InMemoryJournal(this, streams, clock, process);
    }

    /** Opens the blob store on this disk, whose names are durable then. */
    public synchronized BlobStore blobs(InstantSource clock) {
        files.syncNames();
        return new InMemoryBlobStore(this, files, clock, process);
    }

    /** Ends the process by a {@link Crash} at the call with this number, and at every later one until a new process opens the disk. */
    public synchronized void stopAt(int call) {
        stopAt = call;
    }

    /** How many calls there have been. */
    public synchronized int calls() {
        return calls;
    }

    /** How many more bytes fit; a write that needs more fails with {@code STORAGE_FULL}. What is deleted gives nothing back. */
    public synchronized void leaveRoomFor(long bytes) {
        room = bytes;
    }

    /** From now on the disk says that it has synced and has not: the defect that a power failure shows. */
    public synchronized void forgetSyncs() {
        lying = true;
    }

    /** The process ends; what it has written is still there, synced or not. */
    public synchronized void processDies() {
        process++;
        dead = false;
        stopAt = NEVER;
    }

    /** The process ends, and of what was not synced {@code random} decides how much is lost, or written by half. */
    public synchronized void powerFails(SeededStream random) {
        processDies();
        streams.losePower(random);
        files.losePower(random);
    }

    synchronized void requireAlive(int caller) {
        if (caller != process) {
            throw new IllegalStateException("closed: its process has ended");
        }
        if (dead) {
            throw new Crash(calls, "the process had ended before");
        }
    }

    synchronized void call(String where) {
        calls++;
        if (calls >= stopAt) {
            dead = true;
            throw new Crash(calls, where);
        }
    }

    synchronized void take(long bytes, String what) {
        if (bytes > room) {
            throw StorageFailure.full(what, "memory");
        }
        room -= bytes;
    }

    synchronized boolean syncs() {
        return !lying;
    }
}

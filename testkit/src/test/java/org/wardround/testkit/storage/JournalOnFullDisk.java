package org.wardround.testkit.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamName;
import org.wardround.core.storage.jdbc.JdbcJournal;

/** Appends until the disk is full, makes room and appends again, and says how many events were acknowledged and how many are there. */
final class JournalOnFullDisk {
    private static final StreamName STREAM = new StreamName("run/1");
    private static final Event EVENT = new Event("Large", Bytes.copyOf(new byte[20_000]));
    private static final int BALLAST_BYTES = 500_000;

    private JournalOnFullDisk() {}

    public static void main(String[] arguments) throws IOException {
        Path disk = Path.of(arguments[0]);
        Path ballast = Files.write(disk.resolve("ballast"), new byte[BALLAST_BYTES]);
        String address = Databases.sqlite(disk.resolve("journal.db"));
        long acknowledged;
        try (Journal journal = JdbcJournal.open(Databases.migrated(address), InstantSource.system())) {
            acknowledged = appendUntilFull(journal);
            Files.delete(ballast);
            append(journal);
            acknowledged++;
        }
        try (Journal journal = JdbcJournal.open(Databases.open(address), InstantSource.system())) {
            long[] there = new long[1];
            journal.replay(STREAM, 0, event -> there[0]++);
            System.out.println(there[0] - acknowledged);
        }
    }

    private static void append(Journal journal) {
        journal.append(Batch.of(Append.of(journal.head(STREAM), EVENT)));
    }

    private static long appendUntilFull(Journal journal) {
        for (long acknowledged = 0; ; acknowledged++) {
            try {
                append(journal);
            } catch (FederationException e) {
                System.out.println(e.code());
                if (e.code() == ErrorCode.STORAGE_FULL) {
                    return acknowledged;
                }
                throw e;
            }
        }
    }
}

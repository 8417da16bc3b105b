package org.wardround.coordinator.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteDataSource;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.FileBlobStore;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StorageFailure;
import org.wardround.core.storage.jdbc.JdbcJournal;
import org.wardround.core.trust.PrivateFile;

/** What a coordinator keeps in its folder: {@code journal.db} and the folder {@code blobs}. One process at a time has it open. Thread-safe. */
public final class CoordinatorStorage implements AutoCloseable {
    /** The journal's file in the folder. */
    public static final String JOURNAL = "journal.db";

    private static final String BLOBS = "blobs";

    private final Journal journal;
    private final BlobStore blobs;

    private CoordinatorStorage(Journal journal, BlobStore blobs) {
        this.journal = journal;
        this.blobs = blobs;
    }

    /**
     * Opens the folder and brings its database to this version.
     *
     * @param folder made where it is missing
     * @param clock what events are dated by
     * @throws org.wardround.core.error.FederationException STORAGE_BUSY where another process has it open, STORAGE_FAILED where disk or database don't answer
     */
    public static CoordinatorStorage open(Path folder, InstantSource clock) {
        try {
            PrivateFile.createFolder(folder);
        } catch (IOException e) {
            throw StorageFailure.failed("make the folder", folder.toString(), e);
        }
        // First, because it keeps a second process out before the database is touched.
        BlobStore blobs = FileBlobStore.open(folder.resolve(BLOBS));
        boolean opened = false;
        try {
            CoordinatorStorage storage =
                    new CoordinatorStorage(JdbcJournal.open(migrated(folder.resolve(JOURNAL)), clock), blobs);
            opened = true;
            return storage;
        } finally {
            if (!opened) {
                blobs.close();
            }
        }
    }

    private static SQLiteDataSource migrated(Path file) {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + file);
        try {
            Flyway.configure()
                    .dataSource(database)
                    .locations(JdbcJournal.MIGRATIONS)
                    .placeholders(Map.of("bytes", "BLOB"))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw StorageFailure.failed("bring to this version", file.toString(), e);
        }
        return database;
    }

    public Journal journal() {
        return journal;
    }

    public BlobStore blobs() {
        return blobs;
    }

    /** Waits for what is being written. */
    @Override
    public void close() {
        try {
            journal.close();
        } finally {
            blobs.close();
        }
    }
}

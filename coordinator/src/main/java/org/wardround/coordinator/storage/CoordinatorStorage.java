package org.wardround.coordinator.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.FileBlobStore;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StorageFailure;
import org.wardround.core.storage.jdbc.JdbcJournal;
import org.wardround.core.storage.jdbc.JdbcJournalView;
import org.wardround.core.trust.PrivateFile;

/**
 * What a coordinator keeps: the journal, in {@code journal.db} in its folder or in the PostgreSQL that {@link DatabaseFile} names, and the folder {@code blobs}. One
 * process at a time has it open. Thread-safe.
 */
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
            CoordinatorStorage storage = new CoordinatorStorage(JdbcJournal.open(database(folder), clock), blobs);
            opened = true;
            return storage;
        } finally {
            if (!opened) {
                blobs.close();
            }
        }
    }

    /**
     * The journal of a coordinator, to be read alone, also while that runs.
     *
     * @throws IOException where there is none, or what names its database can't be read
     */
    public static Journal view(Path folder) throws IOException {
        if (DatabaseFile.isIn(folder)) {
            return JdbcJournalView.open(DatabaseFile.open(folder));
        }
        if (!Files.isRegularFile(folder.resolve(JOURNAL))) {
            throw new NoSuchFileException(where(folder));
        }
        SQLiteConfig settings = new SQLiteConfig();
        settings.setReadOnly(true);
        SQLiteDataSource file = new SQLiteDataSource(settings);
        file.setUrl("jdbc:sqlite:" + folder.resolve(JOURNAL));
        return JdbcJournalView.find(file)
                .orElseThrow(() -> new NoSuchFileException(where(folder), null, "it is being made"));
    }

    /** In which file the journal lies, or which names its database. */
    public static String where(Path folder) {
        return folder.resolve(DatabaseFile.isIn(folder) ? DatabaseFile.NAME : JOURNAL)
                .toString();
    }

    private static DataSource database(Path folder) {
        if (DatabaseFile.isIn(folder)) {
            try {
                return migrated(DatabaseFile.open(folder), "the database", "BYTEA");
            } catch (IOException e) {
                throw StorageFailure.failed("read", DatabaseFile.NAME, e);
            }
        }
        SQLiteDataSource file = new SQLiteDataSource();
        file.setUrl("jdbc:sqlite:" + folder.resolve(JOURNAL));
        return migrated(file, folder.resolve(JOURNAL).toString(), "BLOB");
    }

    private static DataSource migrated(DataSource database, String name, String bytes) {
        try {
            Flyway.configure()
                    .dataSource(database)
                    .locations(JdbcJournal.MIGRATIONS)
                    .placeholders(Map.of("bytes", bytes))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw StorageFailure.failed("bring to this version", name, e);
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

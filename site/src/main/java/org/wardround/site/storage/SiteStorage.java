package org.wardround.site.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
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

/**
 * What a site's agent keeps in its folder: {@code journal.db} and the folder {@code blobs}. One process at a time has it open for writing; others may read the
 * journal meanwhile. Thread-safe.
 */
public final class SiteStorage implements AutoCloseable {
    /** The journal's file in the folder. */
    public static final String JOURNAL = "journal.db";

    private static final String BLOBS = "blobs";

    private final Journal journal;
    private final BlobStore blobs;

    private SiteStorage(Journal journal, BlobStore blobs) {
        this.journal = journal;
        this.blobs = blobs;
    }

    /**
     * Opens the folder for writing and brings its database to this version. What is dropped from the journal leaves no byte in a file: the seeds of masks lie there.
     *
     * @param folder made where it is missing
     * @param clock what events are dated by
     * @throws org.wardround.core.error.FederationException with a code of storage where the folder can't be written, the database can't be opened or another
     *     process has it; the message says which
     */
    public static SiteStorage open(Path folder, InstantSource clock) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw StorageFailure.failed("make the folder", folder.toString(), e);
        }
        // First, because it keeps a second process out.
        BlobStore blobs = FileBlobStore.open(folder.resolve(BLOBS));
        boolean opened = false;
        try {
            SiteStorage storage =
                    new SiteStorage(JdbcJournal.openErasing(migrated(folder.resolve(JOURNAL)), clock), blobs);
            opened = true;
            return storage;
        } finally {
            if (!opened) {
                blobs.close();
            }
        }
    }

    /** A journal in a file of its own, open for writing, brought to this version. */
    public static Journal journal(Path file, InstantSource clock) {
        return JdbcJournal.open(migrated(file), clock);
    }

    private static SQLiteDataSource migrated(Path file) {
        SQLiteDataSource database = database(file, new SQLiteConfig());
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

    /**
     * Opens the journal to be read, also while the agent runs. {@link Journal#append} is not supported.
     *
     * @throws NoSuchFileException where the folder has no journal
     */
    public static Journal read(Path folder) throws NoSuchFileException {
        return view(folder.resolve(JOURNAL));
    }

    /**
     * A journal in a file of its own, to be read also while another process writes to it. {@link Journal#append} is not supported.
     *
     * @throws NoSuchFileException where there is no such file, or one that another process is just making
     */
    public static Journal view(Path file) throws NoSuchFileException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        SQLiteConfig settings = new SQLiteConfig();
        settings.setReadOnly(true);
        return JdbcJournalView.find(database(file, settings))
                .orElseThrow(() -> new NoSuchFileException(file.toString(), null, "it is being made"));
    }

    private static SQLiteDataSource database(Path file, SQLiteConfig settings) {
        SQLiteDataSource database = new SQLiteDataSource(settings);
        database.setUrl("jdbc:sqlite:" + file);
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

package org.wardround.core.storage.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.wardround.core.storage.StorageFailure;
import org.wardround.core.storage.WriterLock;

/** The file of an SQLite database, and the right to write to it: a lock on a file beside it, since SQLite's own locks end with each transaction. */
final class SqliteFile {
    private SqliteFile() {}

    /** Its path, without links; empty where the database is in memory. */
    static String of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT file FROM pragma_database_list WHERE name = 'main'")) {
            String file = found.next() ? found.getString(1) : null;
            return file == null ? "" : file;
        }
    }

    static WriterLock lock(String file) {
        try {
            return WriterLock.take(Path.of(file + ".lock"), "the journal " + file);
        } catch (IOException e) {
            throw StorageFailure.failed("lock", file, e);
        }
    }
}

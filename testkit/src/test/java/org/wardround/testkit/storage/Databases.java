package org.wardround.testkit.storage;

import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;
import org.wardround.core.storage.jdbc.JdbcJournal;

/** The databases that a journal is tried with, by their address. */
final class Databases {
    private static final String SQLITE = "jdbc:sqlite:";

    private Databases() {}

    static String sqlite(Path file) {
        return SQLITE + file;
    }

    static DataSource open(String address) {
        if (address.startsWith(SQLITE)) {
            SQLiteDataSource source = new SQLiteDataSource();
            source.setUrl(address);
            return source;
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(address);
        return source;
    }

    static DataSource migrated(String address) {
        DataSource source = open(address);
        Flyway.configure()
                .dataSource(source)
                .locations(JdbcJournal.MIGRATIONS)
                .placeholders(Map.of("bytes", address.startsWith(SQLITE) ? "BLOB" : "BYTEA"))
                .load()
                .migrate();
        return source;
    }
}

package org.wardround.testkit.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Only where the build has PostgreSQL's binaries. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class PostgresqlJournalTest extends JdbcJournalContract {
    private static EmbeddedPostgres server;

    private boolean emptied;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder()
                // The embedded one forgets unless told otherwise.
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        Databases.migrated(serverAddress());
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    private static String serverAddress() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    @Override
    String address() {
        if (!emptied) {
            emptied = true;
            empty();
        }
        return serverAddress();
    }

    private static void empty() {
        try (Connection connection = Databases.open(serverAddress()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE journal_head, journal_event, journal_attachment");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

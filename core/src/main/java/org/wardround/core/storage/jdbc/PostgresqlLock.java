package org.wardround.core.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.wardround.core.storage.StorageFailure;
import org.wardround.core.storage.WriterLock;

/**
 * The right to write to a journal in PostgreSQL: an advisory lock of the writing connection, which ends with that connection. So a process that has lost it can't
 * write either. It needs a session of its own: a pooler that changes sessions between transactions breaks it.
 */
final class PostgresqlLock {
    // "ward", so that other programs of the same database have other locks. The second number is the journal's own
    // table, for there may be one in each schema.
    private static final int CLASS = 0x77617264;
    private static final String JOURNAL = "'journal_head'::regclass::oid";
    private static final String TAKE = "SELECT pg_advisory_lock(%d, %s::int)".formatted(CLASS, JOURNAL);
    private static final String RELEASE = "SELECT pg_advisory_unlock(%d, %s::int)".formatted(CLASS, JOURNAL);

    private static final String HOLDER = """
            SELECT concat(a.application_name, ' at ' || host(a.client_addr), ', connected since ' || a.backend_start,
                ' (where it is gone, its session ends within a minute, or by SELECT pg_terminate_backend(', a.pid, '))')
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.classid = %d AND l.objid = %s AND l.objsubid = 2
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())""".formatted(CLASS, JOURNAL);

    /** Long enough for the server to notice that the process before was killed. */
    private static final int WAIT_MILLIS = 2_000;

    private static final String DATABASE = "the journal's database";

    private PostgresqlLock() {}

    /** Takes the lock, or throws {@code STORAGE_BUSY} with the name of who has it. */
    static void take(Connection connection) throws SQLException {
        introduce(connection);
        try (Statement statement = connection.createStatement()) {
            // A holder whose computer lost its power says nothing: the server must ask, and not after two hours.
            statement.execute("SET tcp_keepalives_idle TO 10");
            statement.execute("SET tcp_keepalives_interval TO 5");
            statement.execute("SET lock_timeout TO " + WAIT_MILLIS);
            statement.execute(TAKE);
        } catch (SQLException e) {
            if (Dialect.POSTGRESQL.problem(e) == Dialect.Problem.BUSY) {
                throw StorageFailure.held(DATABASE, holder(connection));
            }
            throw e;
        }
    }

    private static void introduce(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT set_config('application_name', ?, false)")) {
            statement.setString(1, "Wardround, " + WriterLock.thisProcess());
            statement.execute();
        }
    }

    private static String holder(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(HOLDER)) {
            return found.next() ? found.getString(1) : "another process";
        }
    }

    /** For connections that a pool keeps open. */
    static void release(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(RELEASE);
        }
    }
}

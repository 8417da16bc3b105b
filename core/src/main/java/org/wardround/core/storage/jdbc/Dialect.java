package org.wardround.core.storage.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** In what SQLite and PostgreSQL differ for a journal: how to make a commit durable, how a transaction begins, and what their errors mean. */
enum Dialect {
    SQLITE {
        private static final int BUSY = 5;
        private static final int LOCKED = 6;
        private static final int CORRUPT = 11;
        private static final int FULL = 13;
        private static final int NOT_A_DATABASE = 26;
        private static final int PRIMARY_CODE = 0xff;

        @Override
        Lock lock(Connection connection) throws SQLException {
            String file = SqliteFile.of(connection);
            // A database in memory is its connection's alone.
            return file.isEmpty() ? () -> {} : SqliteFile.lock(file)::close;
        }

        @Override
        void prepareWriter(Connection connection) throws SQLException {
            execute(connection, "PRAGMA busy_timeout = " + BUSY_MILLIS);
            require(connection, "PRAGMA journal_mode = WAL", "wal");
            execute(connection, "PRAGMA synchronous = FULL");
            syncWhatIsThere(connection);
        }

        /** A process that was killed between writing and syncing leaves what can be read and may yet be lost: it is synced before anybody acts on it. */
        private void syncWhatIsThere(Connection connection) throws SQLException {
            try {
                execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
            } catch (SQLException e) {
                // A checkpoint syncs the log first; that its pages then have no room in the database is no harm.
                if (problem(e) != Problem.FULL) {
                    throw e;
                }
            }
        }

        @Override
        void prepareErasing(Connection connection) throws SQLException {
            execute(connection, "PRAGMA secure_delete = ON");
        }

        /** The log still holds pages as they were; once all are in the database it is cut off. A reader may be in the way. */
        @Override
        boolean erase(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                return result.next() && result.getInt("busy") == 0;
            } catch (SQLException e) {
                Problem problem = problem(e);
                if (problem == Problem.BUSY || problem == Problem.FULL) {
                    return false;
                }
                throw e;
            }
        }

        @Override
        void prepareReader(Connection connection) throws SQLException {
            execute(connection, "PRAGMA busy_timeout = " + BUSY_MILLIS);
        }

        @Override
        void begin(Connection connection) throws SQLException {
            // Waits for other writers now; a transaction that begins by reading could not become a writer later.
            execute(connection, "BEGIN IMMEDIATE");
        }

        @Override
        void commit(Connection connection) throws SQLException {
            execute(connection, "COMMIT");
        }

        @Override
        void rollback(Connection connection) throws SQLException {
            execute(connection, "ROLLBACK");
        }

        @Override
        Problem problem(SQLException failure) {
            return switch (failure.getErrorCode() & PRIMARY_CODE) {
                case BUSY, LOCKED -> Problem.BUSY;
                case FULL -> Problem.FULL;
                case CORRUPT, NOT_A_DATABASE -> Problem.CORRUPT;
                default -> Problem.OTHER;
            };
        }
    },

    POSTGRESQL {
        private static final String DISK_FULL = "53100";
        private static final String LOCK_NOT_AVAILABLE = "55P03";
        private static final String CORRUPT = "XX00";

        @Override
        Lock lock(Connection connection) throws SQLException {
            PostgresqlLock.take(connection);
            return () -> PostgresqlLock.release(connection);
        }

        @Override
        void prepareWriter(Connection connection) throws SQLException {
            execute(connection, "SET synchronous_commit TO on");
            execute(connection, "SET lock_timeout TO " + BUSY_MILLIS);
            require(connection, "SHOW fsync", "on");
            require(connection, "SHOW full_page_writes", "on");
        }

        @Override
        void prepareErasing(Connection connection) {
            throw new IllegalArgumentException(
                    "what is deleted in PostgreSQL stays in its files for a while: use SQLite");
        }

        @Override
        boolean erase(Connection connection) {
            throw new IllegalStateException("not prepared for it");
        }

        @Override
        void prepareReader(Connection connection) {
            // Readers wait for nobody.
        }

        @Override
        void begin(Connection connection) throws SQLException {
            connection.setAutoCommit(false);
        }

        @Override
        void commit(Connection connection) throws SQLException {
            connection.commit();
        }

        @Override
        void rollback(Connection connection) throws SQLException {
            connection.rollback();
        }

        @Override
        Problem problem(SQLException failure) {
            String state = failure.getSQLState();
            if (DISK_FULL.equals(state)) {
                return Problem.FULL;
            }
            if (LOCK_NOT_AVAILABLE.equals(state)) {
                return Problem.BUSY;
            }
            return state != null && state.startsWith(CORRUPT) ? Problem.CORRUPT : Problem.OTHER;
        }
    };

    /** What a failure of the database means to the journal. */
    enum Problem {
        BUSY,
        FULL,
        CORRUPT,
        OTHER
    }

    /** The right to write to a journal, which one process at a time has. */
    interface Lock {
        void release() throws SQLException;
    }

    static final int BUSY_MILLIS = 10_000;

    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "SQLite" -> SQLITE;
            case "PostgreSQL" -> POSTGRESQL;
            default ->
                throw new IllegalArgumentException(
                        "the journal is tried with SQLite and PostgreSQL, not with %s: name a database of one of them"
                                .formatted(product));
        };
    }

    /** Keeps every other process from writing, or throws {@code STORAGE_BUSY} with the name of the one that does. */
    abstract Lock lock(Connection connection) throws SQLException;

    /** Makes every commit of this connection durable, or throws where the database is set up so that it can't be. */
    abstract void prepareWriter(Connection connection) throws SQLException;

    /** What is deleted from now on is overwritten. */
    abstract void prepareErasing(Connection connection) throws SQLException;

    /** Lets no file hold what was deleted and committed; false where that has to wait. */
    abstract boolean erase(Connection connection) throws SQLException;

    abstract void prepareReader(Connection connection) throws SQLException;

    abstract void begin(Connection connection) throws SQLException;

    abstract void commit(Connection connection) throws SQLException;

    abstract void rollback(Connection connection) throws SQLException;

    abstract Problem problem(SQLException failure);

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void require(Connection connection, String question, String answer) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(question)) {
            String found = result.next() ? result.getString(1) : "nothing";
            if (!answer.equals(found)) {
                throw new SQLException("%s gives '%s' where a journal needs '%s' to survive a power failure"
                        .formatted(question, found, answer));
            }
        }
    }
}

package org.wardround.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteDataSource;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.jdbc.JdbcJournal;

/**
 * Opens a journal as coordinators and agents do, and counts its commits. Each forces the write-ahead log to disk once; a checkpoint, once in about a thousand pages, forces
 * log and database beside that and is not counted.
 */
final class CountedJournal {
    private CountedJournal() {}

    /** @param commits one more for each commit */
    static Journal open(Path file, InstantSource clock, LongAdder commits) {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + file);
        Flyway.configure()
                .dataSource(database)
                .locations(JdbcJournal.MIGRATIONS)
                .placeholders(Map.of("bytes", "BLOB"))
                .load()
                .migrate();
        return JdbcJournal.open(watched(DataSource.class, database, new Watch(commits)), clock);
    }

    /** Passes connections and statements on that are watched too. */
    private record Watch(LongAdder commits) {
        Object seen(Object result, Object[] arguments) {
            if (arguments.length == 1 && "COMMIT".equals(arguments[0])) {
                commits.increment();
            }
            if (result instanceof Connection connection) {
                return watched(Connection.class, connection, this);
            }
            // Prepared statements are left alone: no commit is one.
            return result instanceof Statement statement && arguments.length == 0
                    ? watched(Statement.class, statement, this)
                    : result;
        }
    }

    private static <T> T watched(Class<T> type, T inner, Watch watch) {
        return type.cast(Proxy.newProxyInstance(
                CountedJournal.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object[] given = arguments == null ? new Object[0] : arguments;
                    try {
                        return watch.seen(method.invoke(inner, given), given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}

package org.wardround.coordinator.storage;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.wardround.core.trust.PrivateFile;

/**
 * The file {@code database.properties} in a coordinator's folder, which names a PostgreSQL for the journal: {@code url}, {@code user}, {@code password}, the last two
 * only if the database asks for them. Only its owner may read it. Stateless.
 */
public final class DatabaseFile {
    /** Its name in the folder. */
    public static final String NAME = "database.properties";

    private static final List<String> KEYS = List.of("url", "user", "password");
    private static final String URL = "jdbc:postgresql:";
    private static final int LONGEST = 16 * 1024;

    private DatabaseFile() {}

    /**
     * Takes a file over that somebody wrote.
     *
     * @throws IOException where it can't be read or says something else
     */
    public static void copy(Path file, Path folder) throws IOException {
        byte[] content = Files.readAllBytes(file);
        source(file, content);
        PrivateFile.writeNew(folder.resolve(NAME), content);
    }

    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    static DataSource open(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        return source(file, PrivateFile.read(file, LONGEST));
    }

    private static DataSource source(Path file, byte[] content) throws IOException {
        Properties settings = new Properties();
        try {
            settings.load(new StringReader(new String(content, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: is no file of properties".formatted(file), e);
        }
        SortedSet<String> unknown = new TreeSet<>(settings.stringPropertyNames());
        KEYS.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new IOException("%s: unknown %s; it may have %s".formatted(file, unknown, String.join(", ", KEYS)));
        }
        String url = settings.getProperty("url", "");
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            if (!url.startsWith(URL)) {
                throw new IllegalArgumentException("another kind of database");
            }
            source.setUrl(url);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: url must be as %s//HOST/DATABASE".formatted(file, URL), e);
        }
        if (settings.containsKey("user")) {
            source.setUser(settings.getProperty("user"));
        }
        if (settings.containsKey("password")) {
            source.setPassword(settings.getProperty("password"));
        }
        return source;
    }
}

package org.wardround.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.data.snapshot.Snapshot;

/**
 * Each virtual site's table written once and read back: what the run reads is what was hashed. The file goes as soon as it was read, so that rows
 * of patients are on disk for a moment only. Immutable.
 */
record Snapshots(SortedMap<SiteId, Sha256> hashes, SortedMap<SiteId, Table> tables) {
    Snapshots {
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /** Takes them by way of the computer's folder for temporary files. */
    static Snapshots take(SortedMap<SiteId, Table> tables, DataDictionary dictionary) {
        return take(tables, dictionary, Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Snapshots take(SortedMap<SiteId, Table> tables, DataDictionary dictionary, Path temporary) {
        SortedMap<SiteId, Sha256> hashes = new TreeMap<>();
        SortedMap<SiteId, Table> read = new TreeMap<>();
        try (PrivateFolder folder = PrivateFolder.in(temporary)) {
            for (SiteId site : tables.keySet()) {
                Path file = folder.path().resolve(site.name());
                hashes.put(site, Snapshot.write(tables.get(site), dictionary, file));
                read.put(site, Snapshot.read(file, dictionary));
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "can't keep a snapshot in %s, the folder for temporary files: %s; make room there, or name another one with WARDROUND_JAVA_OPTIONS=-Djava.io.tmpdir=DIR"
                            .formatted(temporary, e.getMessage()),
                    e);
        }
        return new Snapshots(hashes, read);
    }
}

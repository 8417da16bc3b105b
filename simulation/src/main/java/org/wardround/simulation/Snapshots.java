package org.wardround.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.data.snapshot.Snapshot;

/** Each virtual site's table written once and read back, in a private folder that goes when the run ends: what the run reads is what was hashed. */
final class Snapshots implements AutoCloseable {
    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private final SortedMap<SiteId, Sha256> hashes = new TreeMap<>();
    private final SortedMap<SiteId, Table> tables = new TreeMap<>();

    private Snapshots(Path folder) {
        this.folder = folder;
    }

    static Snapshots take(SortedMap<SiteId, Table> tables, DataDictionary dictionary) {
        try {
            Snapshots snapshots = new Snapshots(Files.createTempDirectory("wardround-snapshots"));
            for (SiteId site : tables.keySet()) {
                Path file = snapshots.folder.resolve(site.name());
                snapshots.files.add(file);
                snapshots.hashes.put(site, Snapshot.write(tables.get(site), dictionary, file));
                snapshots.tables.put(site, Snapshot.read(file, dictionary));
            }
            return snapshots;
        } catch (IOException e) {
            throw new UncheckedIOException("can't keep a snapshot in the temporary folder: " + e.getMessage(), e);
        }
    }

    SortedMap<SiteId, Sha256> hashes() {
        return hashes;
    }

    SortedMap<SiteId, Table> tables() {
        return tables;
    }

    @Override
    public void close() {
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete the snapshots in %s; delete that folder".formatted(folder), e);
        }
    }
}

package org.wardround.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JdbcJournalContract {
    @TempDir
    Path folder;

    @Override
    String address() {
        Path file = folder.resolve("journal.db");
        String address = Databases.sqlite(file);
        if (Files.notExists(file)) {
            Databases.migrated(address);
        }
        return address;
    }

    @Test
    void a_full_disk_is_told_and_appending_goes_on_when_there_is_room() throws IOException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        try (ChildProcess child = ChildProcess.startOnSmallDisk(disk, "2m", JournalOnFullDisk.class, disk)) {
            assertThat(child.rest()).containsExactly("STORAGE_FULL", "0");
        }
    }
}

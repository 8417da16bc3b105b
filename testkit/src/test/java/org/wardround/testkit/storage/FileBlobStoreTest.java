package org.wardround.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.Blob;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.FileBlobStore;
import org.wardround.core.storage.Staged;

class FileBlobStoreTest extends BlobStoreContract {
    private static final int KILLS = 6;
    private static final int MOST_LINES = 150;
    private static final byte[] CONTENT = content(100_000, 1);
    private static final Sha256 DIGEST = Sha256.of(CONTENT);

    @TempDir
    Path parent;

    @Override
    protected BlobStore open() {
        return FileBlobStore.open(folder());
    }

    private Path folder() {
        return parent.resolve("blobs");
    }

    @Test
    void a_content_lies_under_its_digest() {
        keep(CONTENT);

        assertThat(folder().resolve(DIGEST.hex().substring(0, 2)).resolve(DIGEST.hex()))
                .hasBinaryContent(CONTENT);
        assertThat(folder().resolve("staging")).isEmptyDirectory();
    }

    @Test
    void a_second_process_or_store_is_kept_out() {
        assertThatThrownBy(() -> FileBlobStore.open(folder()))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("another process uses it: stop that one first");
    }

    @Test
    void a_staged_content_that_the_disk_spoilt_is_refused_and_sent_again() throws IOException {
        try (Staged staged = stage(CONTENT)) {
            append(staged, CONTENT, 0, 50_000);
        }
        Path staged = folder().resolve("staging").resolve("%s-%d".formatted(DIGEST, CONTENT.length));
        flipByte(staged, 20_000);

        assertFails(ErrorCode.DIGEST_MISMATCH, () -> keep(CONTENT));
        keep(CONTENT);

        assertThat(read(DIGEST)).isEqualTo(CONTENT);
    }

    @Test
    void a_stored_content_that_changes_is_found_by_verifying() throws IOException {
        keep(CONTENT);
        flipByte(folder().resolve(DIGEST.hex().substring(0, 2)).resolve(DIGEST.hex()), 99_999);

        try (Blob blob = store().find(DIGEST).orElseThrow()) {
            assertFails(ErrorCode.STORAGE_CORRUPT, blob::verify);
        }
    }

    private static void flipByte(Path file, int offset) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[offset] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void files_that_nobody_knows_are_left_alone() throws IOException {
        keep(CONTENT);
        Files.writeString(folder().resolve("ab").resolve("note.txt"), "by hand");
        Files.writeString(folder().resolve("staging").resolve("note.txt"), "by hand");

        reopen();

        assertThat(store().digests()).containsExactly(DIGEST);
        assertThat(store().unfinished()).isEmpty();
    }

    @Test
    void a_killed_process_loses_nothing_that_it_had_finished() {
        Path folder = parent.resolve("killed");
        SeededStream random = SeededStream.of(1, "kills");
        List<String> said = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            try (ChildProcess child = ChildProcess.start(BlobWriting.class, folder)) {
                said.addAll(child.lines(1 + random.nextInt(MOST_LINES)));
                said.addAll(child.kill());
            }
            assertAllKept(folder, said);
        }
        assertThat(said).anyMatch(line -> line.startsWith("resumed "));
    }

    private static void assertAllKept(Path folder, List<String> said) {
        try (FileBlobStore store = FileBlobStore.open(folder)) {
            for (String line : said) {
                if (line.startsWith("kept ")) {
                    Sha256 digest = Sha256.of(BlobWriting.content(Integer.parseInt(line.substring("kept ".length()))));
                    assertThat(store.digests()).contains(digest);
                }
            }
            for (Sha256 digest : store.digests()) {
                try (Blob blob = store.find(digest).orElseThrow()) {
                    blob.verify();
                }
            }
            assertThat(store.unfinished())
                    .allSatisfy(staged -> assertThat(staged.offset()).isLessThanOrEqualTo(staged.length()));
        }
    }

    @Test
    void a_full_disk_is_told_and_uploads_go_on_when_there_is_room() throws IOException {
        Path disk = Files.createDirectory(parent.resolve("disk"));
        try (ChildProcess child =
                ChildProcess.startOnSmallDisk(disk, "2m", BlobsOnFullDisk.class, disk.resolve("blobs"))) {
            assertThat(child.rest())
                    .containsExactly(
                            "too long: STORAGE_FULL",
                            "one: done",
                            "two: STORAGE_FULL",
                            "two goes on",
                            "two: done",
                            "two: done");
        }
    }
}

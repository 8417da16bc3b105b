package org.wardround.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
    private static final Sha256 LONG = Sha256.of("long");
    private static final long PIPE_LENGTH = 1L << 30;
    private static final int PIPE_BYTES = 300_000;
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
    void a_second_store_of_this_process_is_kept_out_and_takes_no_lock_away() {
        assertInUse("this process", folder());
        assertInUse("this process", folder());

        try (ChildProcess child = ChildProcess.start(BlobWriting.class, folder())) {
            assertThat(child.rest()).containsExactly("STORAGE_BUSY");
        }
    }

    @Test
    void a_second_process_is_kept_out_and_told_who_is_there_until_that_one_ends() {
        Path folder = parent.resolve("shared");
        try (ChildProcess child = ChildProcess.start(BlobWriting.class, folder)) {
            assertThat(child.line()).isPresent();
            assertInUse("process %d".formatted(child.pid()), folder);
            child.kill();
        }

        FileBlobStore.open(folder).close();
    }

    private static void assertInUse(String holder, Path folder) {
        assertThatThrownBy(() -> FileBlobStore.open(folder))
                .isInstanceOfSatisfying(
                        FederationException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STORAGE_BUSY))
                .hasMessageStartingWith("the blob store %s is in use by %s".formatted(folder, holder))
                .hasMessageEndingWith("only one may write to it: stop that one first, or give each a place of its own");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_store_goes_on_while_a_long_partial_upload_is_read() throws Exception {
        Path pipe = pipeOf(LONG);
        try (RandomAccessFile partial = new RandomAccessFile(pipe.toFile(), "rw");
                Stager reading = new Stager(() -> store().stage(LONG, PIPE_LENGTH))) {
            // More than a pipe holds: this returns when the reader is in the middle of it, waiting for more.
            partial.write(new byte[PIPE_BYTES]);

            keep(CONTENT);
            assertThat(read(DIGEST)).isEqualTo(CONTENT);
            store().create(1).close();

            assertThat(reading.isAlive()).isTrue();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whoever_takes_over_cuts_the_earlier_reading_short() throws Exception {
        Path pipe = pipeOf(LONG);
        // It holds both ends of the pipe, so that writing goes on between the two readers.
        try (RandomAccessFile partial = new RandomAccessFile(pipe.toFile(), "rw");
                Stager earlier = new Stager(() -> store().stage(LONG, PIPE_LENGTH))) {
            partial.write(new byte[PIPE_BYTES]);
            try (Stager later = new Stager(() -> store().stage(LONG, PIPE_LENGTH))) {
                while (earlier.isAlive()) {
                    // Something to read, after which the earlier one looks up. What is left over the later one reads.
                    partial.write(1);
                }
                assertThat(earlier.failure()).isInstanceOf(IllegalStateException.class);

                partial.write(new byte[PIPE_BYTES]);
                assertThat(later.isAlive()).isTrue();
            }
        }
    }

    /** As {@link FileBlobStore} says, with the one sender of {@link org.wardround.core.storage.BlobStore#stage(Sha256, long)}. */
    private static String stagedName(Sha256 digest, long length) {
        return "%s-%d-%s".formatted(digest, length, Sha256.of("").hex().substring(0, 16));
    }

    /** What is staged of a content, as a pipe: reading it takes as long as the test wants. */
    private Path pipeOf(Sha256 digest) throws IOException, InterruptedException {
        Path pipe = folder().resolve("staging").resolve(stagedName(digest, PIPE_LENGTH));
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    /** Stages on a thread of its own, which is interrupted at the end, since the store's closing waits for it. */
    private static final class Stager implements AutoCloseable {
        private final FutureTask<Staged> step;
        private final Thread thread;

        private Stager(Callable<Staged> step) {
            this.step = new FutureTask<>(step);
            this.thread = new Thread(this.step, "stager");
            this.thread.start();
        }

        private boolean isAlive() {
            return !step.isDone();
        }

        private Throwable failure() {
            return assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(step::get)
                    .actual()
                    .getCause();
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }

    @Test
    void a_staged_content_that_the_disk_spoilt_is_refused_and_sent_again() throws IOException {
        try (Staged staged = stage(CONTENT)) {
            append(staged, CONTENT, 0, 50_000);
        }
        Path staged = folder().resolve("staging").resolve(stagedName(DIGEST, CONTENT.length));
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

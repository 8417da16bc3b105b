package org.wardround.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.Blob;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.Staged;

/** What every blob store must do, wherever it keeps its contents. */
public abstract class BlobStoreContract {
    private static final int LENGTH = 200_000;
    private static final int HALF = LENGTH / 2;

    private BlobStore store;

    /** Opens the store over the same contents as before. The contract closes it. */
    protected abstract BlobStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    protected final BlobStore store() {
        return store;
    }

    /** Closes the store and opens it again. */
    protected final void reopen() {
        store.close();
        store = open();
    }

    /** {@code length} bytes that no other seed gives. */
    protected static byte[] content(int length, long seed) {
        SeededStream random = SeededStream.of(seed, "content");
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) random.nextInt(256);
        }
        return content;
    }

    /** Appends the bytes from {@code from} to {@code to} in pieces that fit no block. */
    protected static void append(Staged staged, byte[] content, int from, int to) {
        int piece = 10_007;
        for (int offset = from; offset < to; offset += piece) {
            int end = Math.min(offset + piece, to);
            staged.append(Arrays.copyOfRange(content, offset, end), end - offset);
        }
    }

    protected final Staged stage(byte[] content) {
        return store.stage(Sha256.of(content), content.length);
    }

    /** Stores the whole content. */
    protected final void keep(byte[] content) {
        try (Staged staged = stage(content)) {
            append(staged, content, (int) staged.offset(), content.length);
            staged.finish().close();
        }
    }

    protected final byte[] read(Sha256 digest) {
        try (Blob blob = store.find(digest).orElseThrow()) {
            byte[] content = new byte[(int) blob.length()];
            blob.read(0, content, content.length);
            blob.verify();
            return content;
        }
    }

    protected static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FederationException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, LENGTH})
    void a_content_comes_back_also_after_opening_again(int length) {
        byte[] content = content(length, 1);

        keep(content);

        assertThat(read(Sha256.of(content))).isEqualTo(content);
        reopen();
        assertThat(read(Sha256.of(content))).isEqualTo(content);
        assertThat(store.digests()).containsExactly(Sha256.of(content));
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void any_part_can_be_read_and_none_beyond_the_end() {
        byte[] content = content(LENGTH, 1);
        keep(content);

        try (Blob blob = store.find(Sha256.of(content)).orElseThrow()) {
            byte[] target = new byte[10];
            blob.read(HALF, target, 9);
            assertThat(target)
                    .startsWith(Arrays.copyOfRange(content, HALF, HALF + 9))
                    .endsWith(0);
            assertThatThrownBy(() -> blob.read(LENGTH - 5, target, 6)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> blob.read(0, target, 11)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void what_is_not_finished_is_not_found() {
        byte[] content = content(LENGTH, 1);
        try (Staged staged = stage(content)) {
            append(staged, content, 0, LENGTH);

            assertThat(store.find(Sha256.of(content))).isEmpty();
            assertThat(store.digests()).isEmpty();
        }
    }

    @Test
    void an_upload_goes_on_where_it_stopped_also_after_opening_again() {
        byte[] content = content(LENGTH, 1);
        try (Staged staged = stage(content)) {
            append(staged, content, 0, HALF);
        }
        reopen();

        assertThat(store.unfinished())
                .extracting(BlobStore.Unfinished::digest, BlobStore.Unfinished::length, BlobStore.Unfinished::offset)
                .containsExactly(tuple(Sha256.of(content), (long) LENGTH, (long) HALF));
        try (Staged staged = stage(content)) {
            assertThat(staged.offset()).isEqualTo(HALF);
            assertThat(staged.length()).isEqualTo(LENGTH);
            append(staged, content, HALF, LENGTH);
            staged.finish().close();
        }
        assertThat(read(Sha256.of(content))).isEqualTo(content);
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void all_that_a_sender_began_is_thrown_away_but_what_is_being_written() {
        byte[] content = content(LENGTH, 1);
        byte[] other = content(LENGTH, 2);
        for (String sender : List.of("north", "south")) {
            try (Staged staged = store.stage(sender, Sha256.of(content), LENGTH)) {
                append(staged, content, 0, HALF);
            }
        }
        try (Staged writing = store.stage("north", Sha256.of(other), LENGTH)) {
            append(writing, other, 0, HALF);

            store.discardStaged("north");
            store.discardStaged("nobody");

            assertThat(store.unfinished())
                    .extracting(BlobStore.Unfinished::digest)
                    .containsExactlyInAnyOrder(Sha256.of(content), Sha256.of(other));
            append(writing, other, HALF, LENGTH);
            writing.finish().close();
        }
        try (Staged again = store.stage("south", Sha256.of(content), LENGTH)) {
            assertThat(again.offset()).isEqualTo(HALF);
        }
        store.discardStaged("south");
        store.discardStaged("north");
        assertThat(store.unfinished()).isEmpty();
        assertThat(read(Sha256.of(other))).isEqualTo(other);
    }

    @Test
    void missing_bytes_keep_a_content_from_being_finished() {
        byte[] content = content(LENGTH, 1);
        try (Staged staged = stage(content)) {
            append(staged, content, 0, HALF);

            assertThatThrownBy(staged::finish)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("100000 of 200000 bytes were written");
            append(staged, content, HALF, LENGTH);
            staged.finish().close();
        }
        assertThat(read(Sha256.of(content))).isEqualTo(content);
    }

    @Test
    void bytes_beyond_the_announced_length_are_refused() {
        try (Staged staged = store.stage(Sha256.of("ab"), 2)) {
            assertThatThrownBy(() -> staged.append(new byte[3], 3)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void another_digest_than_announced_is_refused_and_all_of_it_thrown_away() {
        byte[] content = content(LENGTH, 1);
        byte[] other = content(LENGTH, 2);
        try (Staged staged = stage(content)) {
            append(staged, other, 0, LENGTH);
            assertFails(ErrorCode.DIGEST_MISMATCH, staged::finish);
        }

        assertThat(store.digests()).isEmpty();
        assertThat(store.unfinished()).isEmpty();
        keep(content);
        assertThat(read(Sha256.of(content))).isEqualTo(content);
    }

    @Test
    void a_stored_content_needs_no_second_upload() {
        byte[] content = content(LENGTH, 1);
        keep(content);

        try (Staged staged = stage(content)) {
            assertThat(staged.offset()).isEqualTo(LENGTH);
            try (Blob blob = staged.finish()) {
                assertThat(blob.digest()).isEqualTo(Sha256.of(content));
            }
        }
        stage(content).discard();
        assertThat(read(Sha256.of(content))).isEqualTo(content);
        assertFails(ErrorCode.DIGEST_MISMATCH, () -> store.stage(Sha256.of(content), LENGTH + 1));
    }

    @Test
    void a_later_writer_takes_over() {
        byte[] content = content(LENGTH, 1);
        Staged earlier = stage(content);
        append(earlier, content, 0, HALF);

        try (Staged later = stage(content)) {
            assertThatThrownBy(() -> earlier.append(content, 1)).isInstanceOf(IllegalStateException.class);
            earlier.close();
            append(later, content, HALF, LENGTH);
            later.finish().close();
        }
        assertThat(read(Sha256.of(content))).isEqualTo(content);
    }

    @Test
    void senders_of_equal_contents_do_not_disturb_each_other() {
        byte[] content = content(LENGTH, 1);
        Sha256 digest = Sha256.of(content);
        try (Staged one = store.stage("one", digest, LENGTH)) {
            append(one, content, 0, HALF);
            try (Staged other = store.stage("other", digest, LENGTH)) {
                assertThat(other.offset()).isZero();
                append(other, content, 0, LENGTH);
                append(one, content, HALF, LENGTH);
                other.finish().close();
            }
            one.finish().close();
        }

        assertThat(read(digest)).isEqualTo(content);
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void what_is_discarded_starts_again() {
        byte[] content = content(LENGTH, 1);
        Staged staged = stage(content);
        append(staged, content, 0, HALF);

        staged.discard();

        assertThat(store.unfinished()).isEmpty();
        try (Staged again = stage(content)) {
            assertThat(again.offset()).isZero();
        }
    }

    @Test
    void a_content_made_here_gets_its_digest_at_the_end() {
        byte[] content = content(LENGTH, 1);
        try (Staged staged = store.create(LENGTH)) {
            append(staged, content, 0, LENGTH);
            try (Blob blob = staged.finish()) {
                assertThat(blob.digest()).isEqualTo(Sha256.of(content));
            }
        }
        assertThat(read(Sha256.of(content))).isEqualTo(content);
    }

    @Test
    void equal_contents_made_here_are_one() {
        byte[] content = content(LENGTH, 1);
        keep(content);
        try (Staged staged = store.create(LENGTH)) {
            append(staged, content, 0, LENGTH);
            staged.finish().close();
        }

        assertThat(store.digests()).containsExactly(Sha256.of(content));
        assertThat(read(Sha256.of(content))).isEqualTo(content);
    }

    @Test
    void an_unfinished_content_made_here_leaves_nothing() {
        try (Staged staged = store.create(LENGTH)) {
            staged.append(new byte[1], 1);
        }
        reopen();

        assertThat(store.unfinished()).isEmpty();
        assertThat(store.digests()).isEmpty();
    }

    @Test
    void what_is_deleted_is_gone() {
        byte[] content = content(LENGTH, 1);
        keep(content);

        assertThat(store.delete(Sha256.of(content))).isTrue();

        assertThat(store.delete(Sha256.of(content))).isFalse();
        assertThat(store.find(Sha256.of(content))).isEmpty();
        assertThat(store.digests()).isEmpty();
    }

    @Test
    void what_is_erased_is_gone_and_the_rest_stays() {
        byte[] first = content(LENGTH, 1);
        byte[] second = content(LENGTH, 2);
        keep(first);
        keep(second);

        store.erase(new TreeSet<>(List.of(Sha256.of(first), Sha256.of("nothing"))));

        assertThat(store.digests()).containsExactly(Sha256.of(second));
    }

    @Test
    void a_closed_store_and_a_closed_writer_refuse() {
        byte[] content = content(LENGTH, 1);
        Staged staged = stage(content);
        staged.close();
        assertThatThrownBy(() -> staged.append(content, 1)).isInstanceOf(IllegalStateException.class);

        store.close();

        assertThatThrownBy(() -> stage(content)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.find(Sha256.of(content))).isInstanceOf(IllegalStateException.class);
    }
}

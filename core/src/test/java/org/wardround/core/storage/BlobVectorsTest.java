package org.wardround.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.identity.Sha256;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorContract;
import org.wardround.core.vector.VectorDigest;
import org.wardround.core.vector.VectorWriter;

class BlobVectorsTest extends VectorContract {
    @TempDir
    Path parent;

    private FileBlobStore store;

    @BeforeEach
    void open() {
        store = FileBlobStore.open(parent.resolve("blobs"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected VectorWriter.Factory factory() {
        return new BlobVectors(store);
    }

    @Test
    void a_finished_vector_is_stored_under_its_digest() {
        Vector written = numbered(70_000);
        Sha256 digest = VectorDigest.of(written);
        store.close();
        open();

        assertThat(store.digests()).containsExactly(digest);
        try (BlobVector read = new BlobVector(store.find(digest).orElseThrow())) {
            assertThat(read.digest()).isEqualTo(digest);
            assertThat(read.toArray()).isEqualTo(numbered(70_000).toArray());
        }
    }

    @Test
    void a_content_that_ends_within_a_number_is_no_vector() {
        try (Staged staged = store.create(12)) {
            staged.append(new byte[12], 12);
            Blob blob = staged.finish();

            assertThatThrownBy(() -> new BlobVector(blob))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has 12 bytes, which is no whole number of 64-bit floats");
        }
    }
}

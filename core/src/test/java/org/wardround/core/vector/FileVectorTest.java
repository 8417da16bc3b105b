package org.wardround.core.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.identity.Sha256;

class FileVectorTest extends VectorContract {
    /** Small and odd, so that blocks cross the borders of files. */
    private static final long SEGMENT_LENGTH = 1000;

    @TempDir
    Path parent;

    private FileVectors vectors;

    @BeforeEach
    void open() {
        vectors = new FileVectors(parent, SEGMENT_LENGTH);
    }

    @AfterEach
    void close() {
        vectors.close();
    }

    @Override
    protected VectorWriter.Factory factory() {
        return vectors;
    }

    @Test
    void no_file_is_longer_than_a_segment() throws IOException {
        numbered(2500);

        assertThat(files().map(FileVectorTest::size)).containsExactly(8000L, 8000L, 4000L);
    }

    @Test
    void closing_deletes_all_files_also_of_unfinished_vectors() throws IOException {
        numbered(2500);
        vectors.create(3).append(new double[] {1}, 1);

        vectors.close();

        assertThat(parent).isEmptyDirectory();
        vectors = new FileVectors(parent, SEGMENT_LENGTH);
    }

    @Test
    void existing_files_are_opened_as_one_vector() throws IOException {
        Path first = write("first", 1.5, -2);
        Path empty = write("empty");
        Path last = write("last", 0.25);

        try (FileVector vector = FileVector.open(List.of(first, empty, last))) {
            assertThat(vector.toArray()).containsExactly(1.5, -2, 0.25);
            double[] one = new double[1];
            vector.read(2, one, 1);
            assertThat(one).containsExactly(0.25);
        }
    }

    @Test
    void the_digest_of_a_vector_is_that_of_its_file() throws IOException {
        Path file = write("file", 1.5, -2, 0.25);

        try (FileVector vector = FileVector.open(List.of(file))) {
            assertThat(VectorDigest.of(vector)).isEqualTo(Sha256.of(Files.readAllBytes(file)));
        }
    }

    @Test
    void a_file_that_ends_within_a_number_is_refused_by_name() throws IOException {
        Path file = Files.write(parent.resolve("cut"), new byte[12]);

        assertThatThrownBy(() -> FileVector.open(List.of(file)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cut has 12 bytes, which is no whole number of 64-bit floats");
    }

    @Test
    void a_missing_file_is_refused_by_name() {
        assertThatThrownBy(() -> FileVector.open(List.of(parent.resolve("nowhere"))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void a_file_that_shrinks_while_it_is_read_is_noticed() throws IOException {
        Path file = write("shrinking", 1, 2, 3);

        try (FileVector vector = FileVector.open(List.of(file))) {
            Files.write(file, new byte[16]);
            assertThatThrownBy(vector::toArray)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("shrinking has become shorter than 3 values");
        }
    }

    private Path write(String name, double... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return Files.write(parent.resolve(name), bytes.array());
    }

    private Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(parent)) {
            return all.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

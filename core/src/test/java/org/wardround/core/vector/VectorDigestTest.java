package org.wardround.core.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The expected digests were made with Python's hashlib and struct, format {@code <d}. */
class VectorDigestTest {
    @Test
    void a_small_vector_has_the_digest_of_its_little_endian_bytes() {
        assertThat(VectorDigest.of(ArrayVector.owning(new double[] {1.0, -0.0, 0.1})))
                .hasToString("3da28c6aa808a67e13c602acc468e89f6e20f8ebbe79bbcd16d1db11bbecb030");
    }

    @Test
    void a_vector_of_many_blocks_has_the_digest_of_its_little_endian_bytes() {
        double[] counting = IntStream.range(0, 70_000).asDoubleStream().toArray();

        assertThat(VectorDigest.of(ArrayVector.owning(counting)))
                .hasToString("293abaf7f4b0bb57895736cac21cba63b919909670ad3a9463ed8f47017b3499");
    }

    @Test
    void the_empty_vector_has_the_digest_of_nothing() {
        assertThat(VectorDigest.of(ArrayVector.EMPTY))
                .hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}

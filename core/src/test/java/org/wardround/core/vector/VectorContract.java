package org.wardround.core.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of vector must do, wherever it keeps its values. */
public abstract class VectorContract {
    private static final double UNTOUCHED = -1;

    protected abstract VectorWriter.Factory factory();

    /** {@code length} values that differ, each with a fraction; written in pieces that fit no block. */
    protected final Vector numbered(int length) {
        int piece = 10_007;
        VectorWriter writer = factory().create(length);
        for (int offset = 0; offset < length; offset += piece) {
            double[] block = new double[piece];
            for (int i = 0; i < piece; i++) {
                block[i] = valueAt(offset + i);
            }
            writer.append(block, Math.min(piece, length - offset));
        }
        return writer.finish();
    }

    private static double valueAt(int position) {
        return position + 1 / (position + 3.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, 200_000})
    void all_values_come_back_to_the_bit(int length) {
        double[] all = numbered(length).toArray();

        assertThat(all).hasSize(length);
        for (int i = 0; i < length; i++) {
            assertThat(all[i]).isEqualTo(valueAt(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1000, 65_535, 65_536, 99_990, 134_000})
    void a_block_may_start_anywhere(int offset) {
        int count = Math.min(Vector.BLOCK, 140_000 - offset);
        double[] block = new double[Vector.BLOCK + 1];

        numbered(140_000).read(offset, block, count);

        for (int i = 0; i < count; i++) {
            assertThat(block[i]).isEqualTo(valueAt(offset + i));
        }
    }

    @Test
    void nothing_is_written_beyond_the_count() {
        double[] target = {UNTOUCHED, UNTOUCHED, UNTOUCHED};

        numbered(10).read(4, target, 2);

        assertThat(target).containsExactly(valueAt(4), valueAt(5), UNTOUCHED);
    }

    @Test
    void special_values_keep_their_bits() {
        double[] special = {
            -0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Double.longBitsToDouble(0x7ff8_0000_0000_0abcL)
        };
        VectorWriter writer = factory().create(special.length);
        writer.append(special, special.length);

        double[] all = writer.finish().toArray();

        for (int i = 0; i < special.length; i++) {
            assertThat(Double.doubleToRawLongBits(all[i])).isEqualTo(Double.doubleToRawLongBits(special[i]));
        }
    }

    @Test
    void reading_beyond_the_end_is_refused() {
        Vector vector = numbered(10);

        assertThatThrownBy(() -> vector.read(9, new double[5], 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> vector.read(-1, new double[5], 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> vector.read(0, new double[1], 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_vector_that_is_not_whole_is_not_handed_out() {
        VectorWriter writer = factory().create(3);
        writer.append(new double[] {1, 2}, 2);

        assertThatThrownBy(writer::finish)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("2 of 3 values were written");
    }

    @Test
    void more_than_announced_is_refused() {
        VectorWriter writer = factory().create(1);

        assertThatThrownBy(() -> writer.append(new double[] {1, 2}, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void the_digest_does_not_depend_on_where_the_values_are_kept() {
        Vector vector = numbered(70_000);

        assertThat(VectorDigest.of(vector)).isEqualTo(VectorDigest.of(ArrayVector.owning(vector.toArray())));
    }

    @Test
    void printing_shows_no_values() {
        VectorWriter writer = factory().create(2);
        writer.append(new double[] {123.5, 678.25}, 2);

        assertThat(writer.finish().toString()).endsWith("Vector[2]");
    }
}

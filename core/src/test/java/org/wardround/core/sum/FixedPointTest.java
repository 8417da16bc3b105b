package org.wardround.core.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;

class FixedPointTest {
    /** What {@link Arrays#mismatch} says of equal arrays. */
    private static final int EQUAL = -1;

    /** Bound 2^58 and four contributors: f = 62 − 58 − 2 = 2, a grid of quarters. */
    private static final SumLayout QUARTERS = new SumLayout(4, List.of(Segment.plain("x", 5, 58)));

    @Test
    void values_are_rounded_to_the_grid_with_ties_to_even() {
        // Times 4: 0.5 → 0, 1.5 → 2, −2.5 → −2, 4 → 4, 1.2 → 1.
        Words words = FixedPoint.encodeNow(QUARTERS, new double[] {0.125, 0.375, -0.625, 1, 0.3});

        assertThat(all(words)).containsExactly(0, 2, -2, 4, 1);
        assertThat(new Sum(QUARTERS, words, 1).values("x")).containsExactly(0, 0.5, -0.5, 1, 0.25);
    }

    @Test
    void two_sites_are_added_exactly() {
        Accumulator accumulator = new Accumulator(QUARTERS);
        accumulator.add(FixedPoint.encodeNow(QUARTERS, new double[] {1, -2, 0.25, 8, 0}));
        accumulator.add(FixedPoint.encodeNow(QUARTERS, new double[] {0.5, 2, 0.25, -9, 0}));

        assertThat(accumulator.sum().values("x")).containsExactly(1.5, 0, 0.5, -1, 0);
        assertThat(accumulator.sum().contributors()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "0,6", "2,2", "2,4", "3,2", "4,65536", "5,65535", "65540,8", "65000,5548", "131000,76"})
    void a_block_takes_each_value_with_its_own_segments_scale(int offset, int count) {
        List<Segment> segments = List.of(
                Segment.plain("a", 3, 0),
                Segment.plain("b", 2, 20),
                Segment.plain("c", 65_540, -10),
                Segment.plain("d", 1, 3),
                Segment.plain("e", 65_530, 40));
        SumLayout layout = new SumLayout(1000, segments);
        double[] values = new double[(int) layout.length()];
        long[] expected = new long[values.length];
        int position = 0;
        for (Segment segment : segments) {
            for (int i = 0; i < segment.length(); i++, position++) {
                values[position] = Math.scalb(1 / (position + 1.5), segment.boundExponent());
                expected[position] = rounded(values[position], layout.fractionBits(segment));
            }
        }

        long[] block = new long[count];
        FixedPoint.encode(layout, ArrayVector.owning(values)).read(offset, block, count);
        long[] added = new long[count];
        FixedPoint.encode(layout, ArrayVector.owning(values)).addTo(offset, added, count);

        assertThat(Arrays.mismatch(block, Arrays.copyOfRange(expected, offset, offset + count)))
                .isEqualTo(EQUAL);
        assertThat(Arrays.mismatch(added, block)).isEqualTo(EQUAL);
    }

    @Test
    void a_vector_of_another_length_is_refused() {
        Vector three = ArrayVector.owning(new double[3]);

        assertThatThrownBy(() -> FixedPoint.encode(QUARTERS, three))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the layout has 5 values, the vector 3");
    }

    @Test
    void printing_shows_no_values() {
        assertThat(FixedPoint.encode(QUARTERS, ArrayVector.owning(new double[] {7, 7, 7, 7, 7})))
                .hasToString("EncodedWords[5]");
        assertThat(FixedPoint.encodeNow(QUARTERS, new double[] {7, 7, 7, 7, 7})).hasToString("ArrayWords[5]");
    }

    private static long rounded(double value, int fractionBits) {
        BigDecimal scaled = new BigDecimal(value).multiply(new BigDecimal(BigInteger.TWO.pow(fractionBits)));
        return scaled.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    private static long[] all(Words words) {
        long[] all = new long[(int) words.length()];
        words.read(0, all, all.length);
        return all;
    }
}

package org.wardround.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.random.SeededStream;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.FixedPoint;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.sum.SummedWords;
import org.wardround.core.sum.Words;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.FileVectors;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;

/** What must hold of sums whatever the sites send, on layouts of any shape. */
class SumPropertiesTest {
    /** What {@link Arrays#mismatch} says of equal arrays. */
    private static final int EQUAL = -1;

    private static final int SMALL = 40;
    private static final int MORE_THAN_A_BLOCK = Vector.BLOCK + 100;

    @Test
    void the_order_of_arrival_does_not_show_in_the_bits() {
        Property.forSeeds(100, random -> {
            SumLayout layout = anyLayout(random, SMALL);
            List<Words> sites = anySites(random, layout);
            int[] order = new int[sites.size()];
            Arrays.setAll(order, i -> i);
            random.shuffle(order);

            Accumulator forward = new Accumulator(layout);
            sites.forEach(forward::add);
            Accumulator shuffled = new Accumulator(layout);
            for (int site : order) {
                shuffled.add(sites.get(site));
            }

            assertSameBits(shuffled.sum(), forward.sum());
        });
    }

    @Test
    void the_grouping_into_partial_sums_does_not_show_in_the_bits() {
        Property.forSeeds(100, random -> {
            SumLayout layout = anyLayout(random, SMALL);
            List<Words> sites = anySites(random, layout);
            Accumulator whole = new Accumulator(layout);
            sites.forEach(whole::add);

            List<Accumulator> parts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                parts.add(new Accumulator(layout));
            }
            sites.forEach(site -> parts.get(random.nextInt(parts.size())).add(site));
            Accumulator grouped = new Accumulator(layout);
            parts.forEach(grouped::add);

            assertThat(grouped.contributors()).isEqualTo(sites.size());
            assertSameBits(grouped.sum(), whole.sum());
            assertSameBits(new Sum(layout, new SummedWords(sites), sites.size()), grouped.sum());
        });
    }

    @Test
    void a_sum_is_within_half_a_grid_step_a_site_of_the_exact_one() {
        Property.forSeeds(100, random -> {
            SumLayout layout = anyLayout(random, SMALL);
            List<double[]> sites = anyValues(random, layout);
            List<Words> words = sites.stream()
                    .map(values -> FixedPoint.encodeNow(layout, values))
                    .toList();
            long[] summed = all(new SummedWords(words));

            int position = 0;
            for (Segment segment : layout.segments()) {
                BigDecimal step = powerOfTwo(-layout.fractionBits(segment));
                for (int i = 0; i < segment.length(); i++, position++) {
                    BigDecimal exact = BigDecimal.ZERO;
                    for (double[] values : sites) {
                        exact = exact.add(new BigDecimal(values[position]));
                    }
                    BigDecimal error = BigDecimal.valueOf(summed[position])
                            .multiply(step)
                            .subtract(exact)
                            .abs();
                    assertThat(error)
                            .isLessThanOrEqualTo(
                                    step.multiply(new BigDecimal(sites.size())).multiply(powerOfTwo(-1)));
                }
            }
        });
    }

    @Test
    void a_value_on_the_grid_comes_back_to_the_bit() {
        Property.forSeeds(100, random -> {
            SumLayout layout = anyLayout(random, SMALL);
            double[] values = new double[(int) layout.length()];
            int position = 0;
            for (Segment segment : layout.segments()) {
                for (int i = 0; i < segment.length(); i++, position++) {
                    // 53 bits at most: a double holds them exactly.
                    long word = random.nextLong() >> random.nextInt(10) + 11;
                    int unused = Math.max(0, 53 - layout.fractionBits(segment) - segment.boundExponent());
                    values[position] = Math.scalb((double) (word >> unused), -layout.fractionBits(segment));
                }
            }

            assertSameBits(new Sum(layout, FixedPoint.encodeNow(layout, values), 1), layout, values);
        });
    }

    @Test
    void the_largest_values_of_all_sites_do_not_overflow() {
        Property.forSeeds(100, random -> {
            SumLayout layout = anyLayout(random, SMALL);
            double sign = random.nextInt(2) == 0 ? 1 : -1;
            double[] values = new double[(int) layout.length()];
            double[] expected = new double[values.length];
            int position = 0;
            for (Segment segment : layout.segments()) {
                for (int i = 0; i < segment.length(); i++, position++) {
                    // Equal shares, the next power of two below 1/n: both it and n times it are exact.
                    double share = segment.shared() ? powerOfTwoBelow(1.0 / layout.maxContributors()) : 1;
                    values[position] = share * Math.scalb(sign, segment.boundExponent());
                    expected[position] = values[position] * layout.maxContributors();
                }
            }
            Words one = FixedPoint.encodeNow(layout, values);
            Accumulator accumulator = new Accumulator(layout);
            for (int i = 0; i < layout.maxContributors(); i++) {
                accumulator.add(one);
            }

            assertSameBits(accumulator.sum(), layout, expected);
        });
    }

    @Test
    void a_file_is_as_good_as_an_array(@TempDir Path folder) {
        Property.forSeeds(8, random -> {
            SumLayout layout = anyLayout(random, MORE_THAN_A_BLOCK);
            double[] values = anyValues(random, layout).get(0);
            try (FileVectors files = new FileVectors(folder)) {
                Words fromFile = FixedPoint.encode(layout, copyTo(files, values));
                Words fromArray = FixedPoint.encode(layout, ArrayVector.owning(values));

                assertThat(Arrays.mismatch(all(fromFile), all(fromArray))).isEqualTo(EQUAL);
                assertBlocksAgree(random, fromFile, fromArray);
            }
        });
    }

    @Test
    void blocks_of_a_sum_agree_with_the_whole_wherever_they_start() {
        Property.forSeeds(8, random -> {
            SumLayout layout = anyLayout(random, MORE_THAN_A_BLOCK);
            List<Words> sites = anySites(random, layout);
            Words whole = ArrayWords.owning(all(new SummedWords(sites)));

            assertBlocksAgree(random, new SummedWords(sites), whole);
        });
    }

    private static void assertBlocksAgree(SeededStream random, Words seen, Words expected) {
        for (int i = 0; i < 5; i++) {
            int offset = random.nextInt((int) seen.length());
            int count = 1 + random.nextInt((int) Math.min(Vector.BLOCK, seen.length() - offset));
            long[] read = new long[count];
            seen.read(offset, read, count);
            long[] added = new long[count];
            seen.addTo(offset, added, count);
            long[] wanted = new long[count];
            expected.read(offset, wanted, count);
            assertThat(Arrays.mismatch(read, wanted)).isEqualTo(EQUAL);
            assertThat(Arrays.mismatch(added, wanted)).isEqualTo(EQUAL);
        }
    }

    /** One to five segments of any length up to {@code longest} each, of any scale, for up to 20 sites. */
    private static SumLayout anyLayout(SeededStream random, int longest) {
        List<Segment> segments = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            int length = 1 + random.nextInt(longest);
            int boundExponent = random.nextInt(100) - 50;
            segments.add(new Segment("s" + i, length, boundExponent, random.nextInt(2) == 0, false));
        }
        return new SumLayout(1 + random.nextInt(20), segments);
    }

    private static List<Words> anySites(SeededStream random, SumLayout layout) {
        return anyValues(random, layout).stream()
                .map(values -> FixedPoint.encodeNow(layout, values))
                .toList();
    }

    /** For each of one or more sites values anywhere within the bounds, shared segments at equal shares. */
    private static List<double[]> anyValues(SeededStream random, SumLayout layout) {
        List<double[]> sites = new ArrayList<>();
        int count = 1 + random.nextInt(layout.maxContributors());
        for (int site = 0; site < count; site++) {
            double[] values = new double[(int) layout.length()];
            int position = 0;
            for (Segment segment : layout.segments()) {
                for (int i = 0; i < segment.length(); i++, position++) {
                    double value = Math.scalb(2 * random.nextDouble() - 1, segment.boundExponent());
                    values[position] = segment.shared() ? value / layout.maxContributors() : value;
                }
            }
            sites.add(values);
        }
        return sites;
    }

    private static Vector copyTo(VectorWriter.Factory vectors, double[] values) {
        VectorWriter writer = vectors.create(values.length);
        for (int offset = 0; offset < values.length; offset += Vector.BLOCK) {
            double[] block = Arrays.copyOfRange(values, offset, offset + Vector.BLOCK);
            writer.append(block, Math.min(Vector.BLOCK, values.length - offset));
        }
        return writer.finish();
    }

    private static long[] all(Words words) {
        long[] all = new long[(int) words.length()];
        for (int offset = 0; offset < all.length; offset += Vector.BLOCK) {
            int count = Math.min(Vector.BLOCK, all.length - offset);
            long[] block = new long[count];
            words.read(offset, block, count);
            System.arraycopy(block, 0, all, offset, count);
        }
        return all;
    }

    private static void assertSameBits(Sum seen, Sum expected) {
        for (Segment segment : expected.layout().segments()) {
            assertThat(seen.values(segment.name())).containsExactly(expected.values(segment.name()));
        }
    }

    private static void assertSameBits(Sum seen, SumLayout layout, double[] expected) {
        for (Segment segment : layout.segments()) {
            int from = (int) layout.start(segment.name());
            assertThat(seen.values(segment.name()))
                    .containsExactly(Arrays.copyOfRange(expected, from, from + (int) segment.length()));
        }
    }

    /** The largest power of two at or below {@code value}. */
    private static double powerOfTwoBelow(double value) {
        return Math.scalb(1.0, Math.getExponent(value));
    }

    private static BigDecimal powerOfTwo(int exponent) {
        BigDecimal power = new BigDecimal(BigInteger.TWO.pow(Math.abs(exponent)));
        return exponent < 0 ? BigDecimal.ONE.divide(power) : power;
    }
}

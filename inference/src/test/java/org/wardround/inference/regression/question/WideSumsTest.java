package org.wardround.inference.regression.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.Sums;
import org.wardround.testkit.Property;

final class WideSumsTest {
    private static SumReader sum(List<LocalUpdate> answers) {
        return SumReader.of(Sums.of(answers));
    }

    /** Values of the size of one under a bound of a trillion: nothing is lost that a double could hold. */
    @Test
    void a_bound_that_is_far_too_wide_costs_nothing() {
        Property.forSeeds(50, random -> {
            int sites = 1 + random.nextInt(40);
            WideSums sums = WideSums.builder().block("values", 5, 1e12).build(sites);
            BigDecimal[] exact = new BigDecimal[5];
            Arrays.fill(exact, BigDecimal.ZERO);
            List<LocalUpdate> answers = new ArrayList<>();
            for (int site = 0; site < sites; site++) {
                double[] values = new double[5];
                for (int i = 0; i < 5; i++) {
                    values[i] = random.nextGaussian();
                    exact[i] = exact[i].add(new BigDecimal(values[i]));
                }
                answers.add(sums.values().set("values", values).encode());
            }
            double[] found = sums.values(sum(answers), "values");
            for (int i = 0; i < 5; i++) {
                assertThat(found[i]).isCloseTo(exact[i].doubleValue(), within(0x1p-52 * sites));
            }
        });
    }

    @Test
    void the_largest_values_fit_with_any_number_of_sites() {
        for (int most : new int[] {1, 2, 3, 20, 8192, 8193, 1 << 20}) {
            WideSums sums = WideSums.builder().block("values", 2, 1000).build(most);
            LocalUpdate answer =
                    sums.values().set("values", new double[] {1000, -1000}).encode();
            SumReader sum = sum(List.of(answer));
            assertThat(sums.beyond(sum)).isZero();
            assertThat(sums.values(sum, "values")).containsExactly(1000, -1000);
        }
    }

    @Test
    void bounds_from_tiny_to_huge() {
        for (double bound : new double[] {1e-200, 1, 1e40, 1e290, Double.POSITIVE_INFINITY}) {
            WideSums sums = WideSums.builder().block("value", 1, bound).build(3);
            double value = Math.min(bound, 1e300) / 3;
            SumReader sum = sum(List.of(
                    sums.values().set("value", value).encode(),
                    sums.values().set("value", value).encode()));
            assertThat(sums.value(sum, "value")).isCloseTo(2 * value, within(1e-15 * value));
        }
    }

    @Test
    void a_site_beyond_its_bounds_counts_itself_and_adds_nothing() {
        WideSums sums = WideSums.builder().block("a", 1, 1).block("b", 2, 1).build(3);
        SumReader sum = sum(List.of(
                sums.values().set("a", 1).set("b", new double[] {0.5, 0.25}).encode(),
                sums.values().set("a", 1).set("b", new double[] {0, 5}).encode(),
                sums.values().set("a", Double.NaN).encode()));
        assertThat(sums.beyond(sum)).isEqualTo(2);
        assertThat(sums.value(sum, "a")).isEqualTo(1);
        assertThat(sums.values(sum, "b")).containsExactly(0.5, 0.25);
    }

    @Test
    void empty_blocks_are_not_there() {
        WideSums sums = WideSums.builder().block("none", 0, 1).block("a", 1, 1).build(1);
        SumReader sum = sum(List.of(sums.values().set("none", new double[0]).encode()));
        assertThat(sums.values(sum, "none")).isEmpty();
        assertThatThrownBy(() -> sums.values().set("other", 1)).hasMessageContaining("no block 'other'");
    }

    @Test
    void questions_that_are_joined_are_read_apart() {
        WideSums first = WideSums.builder().block("a", 1, 10).build(2);
        WideSums second = WideSums.builder().block("a", 2, 10).build(2);
        Joined joined = new Joined("both", List.of(fixed(first, 1), fixed(second, 2, 3)));
        RegressionRows rows = RegressionRows.of(Dataset.of(1, new double[0], new double[0], new int[0]));
        SumReader sum = sum(List.of(joined.answer(rows), joined.answer(rows)));
        assertThat(first.values(sum.part(0), "a")).containsExactly(2);
        assertThat(second.values(sum.part(1), "a")).containsExactly(4, 6);
    }

    private static Question fixed(WideSums sums, double... values) {
        return new Question() {
            @Override
            public String purpose() {
                return "fixed";
            }

            @Override
            public SumLayout layout() {
                return sums.layout();
            }

            @Override
            public LocalUpdate answer(RegressionRows rows) {
                return sums.values().set("a", values).encode();
            }
        };
    }
}

package org.wardround.inference.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wardround.testkit.Property;

class GridTest {
    @Test
    void a_step_is_22_patients_wide_or_up_to_twice_as_wide() {
        assertThat(Grid.of(0).step()).isEqualTo(1);
        assertThat(Grid.of(43).step()).isEqualTo(1);
        assertThat(Grid.of(44).step()).isEqualTo(0.5);
        assertThat(Grid.of(87).step()).isEqualTo(0.5);
        assertThat(Grid.of(88).step()).isEqualTo(0.25);
        assertThat(Grid.of(486).step()).isEqualTo(1.0 / 16);
        assertThat(Grid.of(1e6).step()).isEqualTo(0x1p-15);
    }

    @Test
    void numbers_by_hand() {
        Grid sixteenths = Grid.of(486);
        assertThat(sixteenths.share(0, 486)).isEqualTo(1 / 32.0);
        assertThat(sixteenths.share(30, 486)).as("30.375 is a step").isEqualTo(1 / 32.0);
        assertThat(sixteenths.share(31, 486)).isEqualTo(3 / 32.0);
        assertThat(sixteenths.share(486, 486)).isEqualTo(31 / 32.0);
        assertThat(sixteenths.deviation(9.625772))
                .as("in halves, for it is above 8")
                .isEqualTo(9.5);
        assertThat(sixteenths.deviation(0.3))
                .as("in 64ths, for it is above a quarter")
                .isEqualTo(19 / 64.0);
        assertThat(sixteenths.deviation(0)).isZero();
        assertThat(sixteenths.mean(52.952675, 9.5)).isEqualTo(89 * 9.5 / 16);
        assertThat(sixteenths.mean(0.1, 0)).isEqualTo(0.1);
    }

    /** A coordinator, or whoever reads a model, that knows the number of patients and tries every count. */
    @Test
    void whoever_tries_every_count_finds_none_of_one_to_ten_alone() {
        Property.forSeeds(200, random -> {
            int patients = 22 + random.nextInt(5000);
            Grid grid = Grid.of(patients);
            for (long count : new long[] {random.nextInt(11), patients - random.nextInt(11)}) {
                double told = grid.share(count, patients);
                long[] possible = LongStream.rangeClosed(0, patients)
                        .filter(other -> grid.share(other, patients) == told)
                        .map(other -> Math.min(other, patients - other))
                        .toArray();
                assertThat(possible).contains(0).contains(11);
                assertThat(possible.length).isGreaterThanOrEqualTo(22);
            }
        });
    }

    @Test
    void shares_of_rows_hide_patients_with_several_rows() {
        // 500 patients with four rows each: ten of them are 40 rows.
        Grid grid = Grid.of(500);
        assertThat(LongStream.rangeClosed(0, 87).mapToDouble(rows -> grid.share(rows, 2000)))
                .containsOnly(grid.share(0, 2000));
    }

    @Test
    void ten_patients_one_deviation_apart_do_not_move_a_mean_by_a_step() {
        Property.forSeeds(200, random -> {
            int patients = 44 + random.nextInt(5000);
            Grid grid = Grid.of(patients);
            double deviation = StrictMath.exp(20 * random.nextDouble() - 10);
            double scale = grid.deviation(deviation);
            assertThat(scale).isCloseTo(deviation, within(grid.step() * deviation / 2));
            double mean = 20 * deviation * (random.nextDouble() - 0.5);
            double[] told = DoubleStream.of(mean, mean + 10 * deviation / patients)
                    .map(each -> grid.mean(each, scale))
                    .toArray();
            assertThat(Math.abs(told[1] - told[0])).isLessThanOrEqualTo(grid.step() * scale * (1 + 1e-9));
            assertThat(told[0]).isCloseTo(mean, within(grid.step() * scale * (0.5 + 1e-9)));
        });
    }
}

package org.wardround.publish.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.study.results.ScoreHistogram;
import org.wardround.study.results.Tables.CalibrationBin;
import org.wardround.testkit.Property;

class CoarseTest {
    private static final SmallCellRule RULE = SmallCellRule.DEFAULT;
    private final Coarse coarse = new Coarse(RULE, Patients.ONE_ROW_EACH);

    @Test
    void bins_are_joined_until_each_has_nobody_or_enough() {
        ScoreHistogram joined = coarse.histogram(
                List.of(0.0, 0.25, 0.5, 0.75, 1.0), List.of(0L, 4L, 9L, 20L), List.of(30L, 5L, 12L, 3L));
        // (0, 30) stands; (4, 5) needs (9, 12); (20, 3) is left and joins that.
        assertThat(joined.edges()).containsExactly(0.0, 0.25, 1.0);
        assertThat(joined.positives()).containsExactly(0, 33);
        assertThat(joined.negatives()).containsExactly(30, 20);
    }

    @Test
    void nothing_is_shown_where_no_step_is_enough() {
        assertThat(coarse.histogram(List.of(0.0, 0.5, 1.0), List.of(3L, 2L), List.of(40L, 40L)))
                .isEqualTo(ScoreHistogram.NONE);
        assertThat(coarse.calibration(List.of(new CalibrationBin(0.2, 0.1, 0, 0.3, 30))))
                .isEmpty();
    }

    @Test
    void joined_groups_have_the_mean_prediction_and_the_share_of_all_their_rows() {
        List<CalibrationBin> joined = coarse.calibration(
                List.of(new CalibrationBin(0.2, 0.25, 0, 1, 20), new CalibrationBin(0.6, 0.5, 0, 1, 20)));
        assertThat(joined).hasSize(1);
        assertThat(joined.get(0).meanPredicted()).isEqualTo(0.4);
        assertThat(joined.get(0).observed()).isEqualTo(0.375);
        assertThat(joined.get(0).n()).isEqualTo(40);
        assertThat(joined.get(0).low()).isBetween(0.24, 0.25);
    }

    @Test
    void no_step_is_of_few_whatever_the_counts() {
        Property.forSeeds(300, random -> {
            List<Long> up = java.util.stream.IntStream.range(0, 20)
                    .mapToObj(i -> (long) random.nextInt(12))
                    .toList();
            List<Long> down = java.util.stream.IntStream.range(0, 20)
                    .mapToObj(i -> (long) random.nextInt(25))
                    .toList();
            List<Double> edges = java.util.stream.IntStream.rangeClosed(0, 20)
                    .mapToObj(i -> i / 20.0)
                    .toList();
            ScoreHistogram joined = coarse.histogram(edges, up, down);
            assertThat(joined.positives()).noneMatch(RULE::hides);
            assertThat(joined.negatives()).noneMatch(RULE::hides);
            if (!joined.isNone()) {
                assertThat(joined.positives().stream().mapToInt(i -> i).sum())
                        .isEqualTo(up.stream().mapToInt(Long::intValue).sum());
            }
        });
    }
}

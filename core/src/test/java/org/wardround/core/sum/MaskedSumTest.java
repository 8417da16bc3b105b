package org.wardround.core.sum;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedSumTest {
    @ParameterizedTest
    @CsvSource({"3, 3, 2", "4, 3, 1", "5, 4, 2", "6, 5, 3", "7, 5, 2", "10, 7, 3", "50, 34, 17"})
    void so_many_colluders_get_one_list_answered_and_one_more_gets_two(int sites, int threshold, int colluders) {
        assertThat(MaskedSum.threshold(sites)).isEqualTo(threshold);
        assertThat(MaskedSum.mostColluders(sites)).isEqualTo(colluders);

        // Each honest site answers one list, each colluder both; a list needs the threshold's number of answers.
        assertThat(sites - colluders + 2 * colluders).isLessThan(2 * threshold);
        assertThat(sites - colluders - 1 + 2 * (colluders + 1)).isGreaterThanOrEqualTo(2 * threshold);
        assertThat(3 * (colluders + 1))
                .as("a third is withstood, or all below it")
                .isGreaterThanOrEqualTo(sites);
    }
}

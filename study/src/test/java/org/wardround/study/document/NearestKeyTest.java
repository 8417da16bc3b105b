package org.wardround.study.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestKeyTest {
    @Test
    void distance_counts_insertions_deletions_replacements_and_swaps() {
        assertThat(NearestKey.distance("rounds", "round")).isEqualTo(1);
        assertThat(NearestKey.distance("rounds", "ruonds")).isEqualTo(1);
        assertThat(NearestKey.distance("rounds", "bounds")).isEqualTo(1);
        assertThat(NearestKey.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestKey.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void capitals_do_not_count() {
        assertThat(NearestKey.of("AUROC", List.of("auroc"))).contains("auroc");
    }

    @Test
    void what_is_far_from_everything_has_no_nearest() {
        assertThat(NearestKey.of("privacy", List.of("study", "model"))).isEmpty();
    }
}

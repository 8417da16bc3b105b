package org.wardround.learning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.LocalSpec.Work;
import org.wardround.learning.model.Rows;

class BatchesTest {
    private static final SiteId SITE = new SiteId("cleveland");
    private static final int ROWS = 10;
    private static final int BATCH = 4;

    private static List<List<Integer>> take(Batches batches, int count) {
        List<List<Integer>> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Rows rows = batches.next();
            taken.add(IntStream.range(0, rows.count()).map(rows::row).boxed().toList());
        }
        return taken;
    }

    @Test
    void an_epoch_holds_every_row_once_and_ends_with_a_short_batch() {
        List<List<Integer>> epoch = take(Batches.of(7, SITE, ROWS, BATCH, 0), 3);

        assertThat(epoch).extracting(List::size).containsExactly(4, 4, 2);
        assertThat(epoch.stream().flatMap(List::stream)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void each_epoch_has_an_order_of_its_own() {
        Batches batches = Batches.of(7, SITE, ROWS, BATCH, 0);

        assertThat(take(batches, 3)).isNotEqualTo(take(batches, 3));
    }

    @Test
    void a_later_round_goes_on_where_the_last_one_stopped() {
        List<List<Integer>> together = take(Batches.of(7, SITE, ROWS, BATCH, 0), 20);

        for (int first = 0; first < 20; first++) {
            assertThat(take(Batches.of(7, SITE, ROWS, BATCH, first), 20 - first))
                    .isEqualTo(together.subList(first, 20));
        }
    }

    @Test
    void sites_and_seeds_have_orders_of_their_own() {
        List<List<Integer>> one = take(Batches.of(7, SITE, ROWS, BATCH, 0), 3);

        assertThat(take(Batches.of(7, new SiteId("budapest"), ROWS, BATCH, 0), 3))
                .isNotEqualTo(one);
        assertThat(take(Batches.of(8, SITE, ROWS, BATCH, 0), 3)).isNotEqualTo(one);
    }

    @Test
    void a_batch_of_all_rows_keeps_their_order() {
        List<Integer> all = IntStream.range(0, ROWS).boxed().toList();

        assertThat(take(Batches.of(7, SITE, ROWS, 0, 5), 2)).containsExactly(all, all);
        assertThat(take(Batches.of(7, SITE, ROWS, 64, 5), 2)).containsExactly(all, all);
    }

    @Test
    void steps_of_a_round_follow_from_the_work() {
        assertThat(Batches.stepsPerRound(new Work.Steps(100), ROWS, BATCH)).isEqualTo(100);
        assertThat(Batches.stepsPerRound(new Work.Epochs(2), ROWS, BATCH)).isEqualTo(6);
        assertThat(Batches.stepsPerRound(new Work.Epochs(2), ROWS, 0)).isEqualTo(2);
        assertThat(Batches.stepsPerRound(new Work.Epochs(2), ROWS, 64)).isEqualTo(2);
    }
}

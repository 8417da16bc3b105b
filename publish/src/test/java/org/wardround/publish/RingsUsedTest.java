package org.wardround.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.round.RoundState;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.TaskKind;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.SumQuestion;

final class RingsUsedTest {
    private static final TreeSet<SiteId> SITES = new TreeSet<>(List.of(new SiteId("north"), new SiteId("south")));
    private static final RoundPlan PLAN = new RoundPlan(1, TaskKind.TRAIN, SITES, 1);

    private final RingsUsed used = new RingsUsed();

    private static Question question(Ring ring) {
        return new SumQuestion(
                PLAN, new SumLayout(2, List.of(Segment.plain("n", 1, 10)), ring), SumQuestion.Weighting.NONE, site -> {
                    throw new AssertionError("nobody works here");
                });
    }

    private static RoundState committed() {
        return new RoundState.Committed(PLAN, SITES, Collections.emptySortedMap());
    }

    @Test
    void each_ring_of_a_round_that_counted_is_named_once() {
        used.ended(question(Ring.BITS_64), committed());
        used.ended(question(Ring.BITS_32), committed());
        used.ended(question(Ring.BITS_64), committed());

        assertThat(used.bits()).containsExactly(32, 64);
    }

    @Test
    void a_round_that_was_abandoned_took_no_sum() {
        SortedMap<SiteId, ErrorCode> lost = new TreeMap<>();
        SITES.forEach(site -> lost.put(site, ErrorCode.SITE_LOST));
        used.ended(
                question(Ring.BITS_32), new RoundState.Abandoned(PLAN, ErrorCode.QUORUM_NOT_MET, "nobody came", lost));

        assertThat(used.bits()).isEmpty();
    }
}

package org.wardround.core.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.Retry;
import org.wardround.core.identity.SiteId;
import org.wardround.core.task.TaskKind;

class RunStateTest {
    @Test
    void a_run_goes_from_round_to_round_until_nothing_more_is_asked() {
        RunState.Running second = (RunState.Running) RunState.first().onCommitted(true);

        assertThat(second).isEqualTo(new RunState.Running(2, 0));
        assertThat(second.onCommitted(false)).isEqualTo(new RunState.Completed(2));
    }

    @Test
    void three_abandoned_training_rounds_in_a_row_end_a_run() {
        RoundState.Abandoned abandoned = abandoned(TaskKind.TRAIN, ErrorCode.QUORUM_NOT_MET);

        RunState.Running second = (RunState.Running) RunState.first().onAbandoned(abandoned);
        RunState.Running third = (RunState.Running) second.onAbandoned(abandoned);

        assertThat(third).isEqualTo(new RunState.Running(3, 2));
        assertThat(third.onAbandoned(abandoned))
                .isEqualTo(new RunState.Ended(3, ErrorCode.QUORUM_NOT_MET, "the reason"));
        assertThat(third.onCommitted(true)).isEqualTo(new RunState.Running(4, 0));
    }

    @ParameterizedTest
    @EnumSource(TaskKind.class)
    void the_same_rows_are_never_summed_over_another_set_of_sites(TaskKind kind) {
        RunState next = RunState.first().onAbandoned(abandoned(kind, ErrorCode.QUORUM_NOT_MET));

        if (kind.isFullBatch()) {
            assertThat(next).isEqualTo(new RunState.Ended(1, ErrorCode.QUORUM_NOT_MET, "the reason"));
        } else {
            assertThat(next).isEqualTo(new RunState.Running(2, 1));
        }
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void a_run_goes_on_after_an_abandoned_round_only_if_its_code_may_be_retried(ErrorCode code) {
        RunState next = RunState.first().onAbandoned(abandoned(TaskKind.TRAIN, code));

        assertThat(next instanceof RunState.Running).isEqualTo(code.retry() != Retry.NEVER);
    }

    @Test
    void a_failure_ends_a_run_with_its_code() {
        assertThat(new RunState.Running(5, 0).onFailed(ErrorCode.DIVERGED, "the loss is not a number"))
                .isEqualTo(new RunState.Ended(5, ErrorCode.DIVERGED, "the loss is not a number"));
    }

    @Test
    void only_a_running_run_knows_events_and_all_of_them_are_tested_here() {
        assertThat(RunState.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(RunState.Running.class, RunState.Completed.class, RunState.Ended.class);
        assertThat(events(RunState.Running.class)).containsExactlyInAnyOrder("onCommitted", "onAbandoned", "onFailed");
        assertThat(events(RunState.Completed.class)).isEmpty();
        assertThat(events(RunState.Ended.class)).isEmpty();
    }

    @Test
    void a_round_follows_on_no_more_abandoned_ones_than_there_were() {
        assertThatThrownBy(() -> new RunState.Running(0, 0)).hasMessage("rounds count from 1, got 0");
        assertThatThrownBy(() -> new RunState.Running(2, 2)).hasMessage("round 2 can't follow on 2 abandoned ones");
        assertThatThrownBy(() -> new RunState.Running(9, 3)).hasMessage("round 9 can't follow on 3 abandoned ones");
    }

    private static List<String> events(Class<?> state) {
        return Arrays.stream(state.getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("on"))
                .toList();
    }

    private static RoundState.Abandoned abandoned(TaskKind kind, ErrorCode code) {
        RoundPlan plan = new RoundPlan(1, kind, new TreeSet<>(List.of(new SiteId("a"))), 1);
        return new RoundState.Abandoned(plan, code, "the reason", new TreeMap<>());
    }
}

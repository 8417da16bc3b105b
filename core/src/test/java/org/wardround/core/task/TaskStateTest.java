package org.wardround.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.TaskState.Step;

class TaskStateTest {
    private static final SumLayout LAYOUT = new SumLayout(1, List.of(Segment.plain("x", 1, 0)));
    private static final TaskOrder ORDER =
            new TaskOrder(new SiteId("a"), 1, TaskKind.TRAIN, ReleaseKind.SUM, LAYOUT, 1, Double.POSITIVE_INFINITY);
    private static final TaskState.Refused REFUSED =
            new TaskState.Refused(ORDER, ErrorCode.NOT_ALLOWED, "policy says no");

    private static final List<TaskState> STATES = List.of(
            new TaskState.Offered(ORDER),
            new TaskState.Admitted(ORDER),
            new TaskState.Loaded(ORDER),
            new TaskState.Computed(ORDER),
            new TaskState.Bounded(ORDER),
            new TaskState.Protected(ORDER),
            new TaskState.Released(ORDER),
            new TaskState.Done(ORDER),
            REFUSED);

    private static final Map<String, Function<TaskState, Step>> EVENTS = new TreeMap<>(Map.of(
            "onAdmitted", TaskState::onAdmitted,
            "onLoaded", TaskState::onLoaded,
            "onComputed", TaskState::onComputed,
            "onBounded", TaskState::onBounded,
            "onProtected", TaskState::onProtected,
            "onStored", TaskState::onStored,
            "onReceipt", TaskState::onReceipt,
            "onRefused", state -> state.onRefused(ErrorCode.NO_ROWS, "nothing to train on")));

    /** All that is legal: state, event, next state, work. */
    private static final List<String> LEGAL =
            """
            Offered   onAdmitted  Admitted  LOAD
            Offered   onRefused   Refused   REPORT
            Admitted  onLoaded    Loaded    COMPUTE
            Admitted  onRefused   Refused   REPORT
            Loaded    onComputed  Computed  BOUND
            Loaded    onRefused   Refused   REPORT
            Computed  onBounded   Bounded   PROTECT
            Computed  onRefused   Refused   REPORT
            Bounded   onProtected Protected RELEASE
            Bounded   onRefused   Refused   REPORT
            Protected onStored    Released  SEND
            Protected onRefused   Refused   REPORT
            Released  onReceipt   Done      NOTHING
            """.lines().map(line -> line.replaceAll(" +", " ")).toList();

    @Test
    void every_event_in_every_state_does_what_the_table_says_and_is_illegal_otherwise() {
        for (TaskState state : STATES) {
            EVENTS.forEach((name, event) -> check(state, name, event));
        }
    }

    private static void check(TaskState state, String name, Function<TaskState, Step> event) {
        String prefix = "%s %s ".formatted(state.getClass().getSimpleName(), name);
        List<String> expected =
                LEGAL.stream().filter(line -> line.startsWith(prefix)).toList();
        if (expected.isEmpty()) {
            assertThatThrownBy(() -> event.apply(state)).as(prefix).isInstanceOf(IllegalStateException.class);
            return;
        }
        Step step = event.apply(state);
        assertThat(prefix + step.next().getClass().getSimpleName() + " " + step.work())
                .isEqualTo(expected.get(0));
        assertThat(step.next().order()).isEqualTo(ORDER);
    }

    @Test
    void the_table_covers_every_state_and_every_event() {
        assertThat(STATES.stream().map(Object::getClass).toArray())
                .containsExactlyInAnyOrder((Object[]) TaskState.class.getPermittedSubclasses());
        assertThat(Arrays.stream(TaskState.class.getMethods())
                        .map(Method::getName)
                        .filter(name -> name.startsWith("on")))
                .containsExactlyInAnyOrderElementsOf(EVENTS.keySet());
    }

    @Test
    void a_refusal_keeps_its_code_and_reason() {
        assertThat(new TaskState.Loaded(ORDER)
                        .onRefused(ErrorCode.NO_ROWS, "nothing to train on")
                        .next())
                .isEqualTo(new TaskState.Refused(ORDER, ErrorCode.NO_ROWS, "nothing to train on"));
    }

    @Test
    void an_unexpected_event_is_named_with_the_state() {
        assertThatThrownBy(() -> new TaskState.Done(ORDER).onLoaded()).hasMessage("onLoaded can't happen in Done");
        assertThatThrownBy(() -> new TaskState.Released(ORDER).onRefused(ErrorCode.NO_ROWS, ""))
                .hasMessage("a released answer can't be refused");
    }

    @Test
    void an_order_keeps_its_rules() {
        SiteId site = new SiteId("a");
        assertThatThrownBy(() -> new TaskOrder(site, 0, TaskKind.TRAIN, ReleaseKind.SUM, LAYOUT, 1, 1))
                .hasMessage("rounds count from 1, got 0");
        assertThatThrownBy(() -> new TaskOrder(site, 1, TaskKind.TRAIN, ReleaseKind.SUM, LAYOUT, 0, 1))
                .hasMessage("share must be above 0 up to 1, got 0.0");
        assertThatThrownBy(() -> new TaskOrder(site, 1, TaskKind.TRAIN, ReleaseKind.SUM, LAYOUT, Double.NaN, 1))
                .hasMessage("share must be above 0 up to 1, got NaN");
        assertThatThrownBy(() -> new TaskOrder(site, 1, TaskKind.TRAIN, ReleaseKind.SUM, LAYOUT, 1, -2))
                .hasMessage("maxNorm must be above 0, got -2.0");
    }

    @Test
    void only_training_draws_new_batches() {
        assertThat(Arrays.stream(TaskKind.values()).filter(TaskKind::isFullBatch))
                .containsExactly(TaskKind.DESCRIBE, TaskKind.FIT, TaskKind.EVALUATE);
    }
}

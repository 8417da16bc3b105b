package org.wardround.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void constant_is_1_in_every_round() {
        assertThat(new Schedule.Constant().factor(17, 20)).isEqualTo(1);
    }

    @Test
    void steps_come_after_every_so_many_rounds() {
        Schedule schedule = new Schedule.StepDecay(3, 0.5);

        assertThat(new double[] {
                    schedule.factor(1, 9),
                    schedule.factor(3, 9),
                    schedule.factor(4, 9),
                    schedule.factor(6, 9),
                    schedule.factor(7, 9)
                })
                .containsExactly(1, 1, 0.5, 0.5, 0.25);
    }

    @Test
    void cosine_goes_from_1_towards_its_floor() {
        Schedule schedule = new Schedule.Cosine(0.2);

        // Of 4 rounds: 0.2 + 0.4·(1 + cos(0, π/4, π/2, 3π/4)); cos(π/4) = 0.7071.
        assertThat(schedule.factor(1, 4)).isEqualTo(1);
        assertThat(schedule.factor(2, 4)).isCloseTo(0.882842712474619, within(1e-15));
        assertThat(schedule.factor(3, 4)).isCloseTo(0.6, within(1e-15));
        assertThat(schedule.factor(4, 4)).isCloseTo(0.317157287525381, within(1e-15));
    }

    @Test
    void impossible_schedules_are_refused() {
        assertThatThrownBy(() -> new Schedule.StepDecay(0, 0.5))
                .hasMessage("a step schedule needs every ≥ 1 and a factor above 0 up to 1, got 0 and 0.5");
        assertThatThrownBy(() -> new Schedule.StepDecay(1, 1.5))
                .hasMessage("a step schedule needs every ≥ 1 and a factor above 0 up to 1, got 1 and 1.5");
        assertThatThrownBy(() -> new Schedule.Cosine(1))
                .hasMessage("a cosine schedule's floor must be from 0 to below 1, got 1.0");
    }
}

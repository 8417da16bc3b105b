package org.wardround.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimeGridTest {
    @Test
    void step_is_in_the_unit_of_the_time() {
        assertThat(TimeGrid.DAY.step("days")).hasValue(1);
        assertThat(TimeGrid.MONTH.step("days")).hasValue(30.4375);
        assertThat(TimeGrid.YEAR.step("Years")).hasValue(1);
        assertThat(TimeGrid.YEAR.step("mo")).hasValue(12);
        assertThat(TimeGrid.DAY.step("weeks")).hasValue(1 / 7.0);
    }

    @Test
    void unit_that_is_no_time_has_steps_of_one_unit_and_no_coarser_grid() {
        assertThat(TimeGrid.DAY.step("")).hasValue(1);
        assertThat(TimeGrid.MONTH.step("")).isEmpty();
        assertThat(TimeGrid.YEAR.step("visits")).isEmpty();
    }

    @Test
    void outcome_with_a_coarse_grid_needs_a_time_with_a_unit() {
        assertThatThrownBy(() -> new Outcome(
                        "death", VariableType.TIME_TO_EVENT, "visits", new Range(0, 9), List.of(), "", TimeGrid.MONTH))
                .hasMessage(
                        "a grid of a month needs a time in days, weeks, months or years; 'death' is of the type time-to-event with the unit 'visits'");
    }
}

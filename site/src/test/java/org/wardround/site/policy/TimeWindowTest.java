package org.wardround.site.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeWindowTest {
    /** 2026-11-23 is a Monday. */
    @ParameterizedTest
    @CsvSource({
        // Overnight: of Friday's night on Saturday morning too, and not of Sunday's.
        "Mo-Fr 18:00-06:00, 2026-11-23T17:59, false",
        "Mo-Fr 18:00-06:00, 2026-11-23T18:00, true",
        "Mo-Fr 18:00-06:00, 2026-11-24T05:59:59, true",
        "Mo-Fr 18:00-06:00, 2026-11-24T06:00, false",
        "Mo-Fr 18:00-06:00, 2026-11-28T03:00, true",
        "Mo-Fr 18:00-06:00, 2026-11-28T18:00, false",
        "Mo-Fr 18:00-06:00, 2026-11-23T03:00, false",
        // Whole days, single days, a stretch of days over the week's end.
        "'Sa,Su 00:00-24:00', 2026-11-29T23:59, true",
        "'Sa,Su 00:00-24:00', 2026-11-30T00:00, false",
        "Fr-Mo 12:00-13:00, 2026-11-29T12:30, true",
        "Fr-Mo 12:00-13:00, 2026-11-30T12:30, true",
        "Fr-Mo 12:00-13:00, 2026-12-01T12:30, false",
        "'Mo-Tu,Th 08:00-09:00', 2026-11-26T08:00, true",
        "'Mo-Tu,Th 08:00-09:00', 2026-11-25T08:00, false",
    })
    void window_holds_from_its_start_to_before_its_end(String window, LocalDateTime time, boolean holds) {
        assertThat(TimeWindow.parse(window).holds(time)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Mo", "Mo-We-Fr 10:00-11:00", "Mo 10:00-10:00", "Mo 24:00-01:00", "Mo 10:60-11:00", "mo 1-2"
            })
    void what_is_no_window_is_refused(String text) {
        assertThatThrownBy(() -> TimeWindow.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

package org.wardround.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RatioTicksTest {
    private static List<String> labels(double low, double high) {
        return RatioTicks.of(new Scale(StrictMath.log(low), StrictMath.log(high))).stream()
                .map(RatioTicks::label)
                .toList();
    }

    @Test
    void ratios_are_round_and_few_enough_to_be_read() {
        assertThat(labels(0.4, 6)).containsExactly("0.5", "1", "2", "5");
        assertThat(labels(0.04, 20)).containsExactly("0.1", "0.3", "1", "3", "10");
        assertThat(labels(0.01, 100)).containsExactly("0.01", "0.1", "1", "10", "100");
        assertThat(labels(0.95, 1.12)).containsExactly("0.95", "1", "1.05", "1.1");
    }
}

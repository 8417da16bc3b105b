package org.wardround.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wardround.core.study.Metric;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.MetricValue.Interval;

class MetricWordsTest {
    @Test
    void each_value_has_digits_of_its_own_however_large_its_neighbours_are() {
        assertThat(words(Metric.RMSE, 6.234, 5.789, 6.812)).isEqualTo("6.23 (5.79–6.81)");
        assertThat(words(Metric.RMSE, 4321.5, 1234.4, 9999.6)).isEqualTo("4322 (1234–10000)");
        assertThat(words(Metric.RMSE, 0.01234, 0.0102, 0.015)).isEqualTo("0.0123 (0.0102–0.0150)");
    }

    @Test
    void shares_have_three_decimals_up_to_one() {
        assertThat(words(Metric.AUROC, 1, 0.207, 1)).isEqualTo("1.000 (0.207–1.000)");
        assertThat(words(Metric.AUROC, 0.05, 0.01, 0.2)).isEqualTo("0.050 (0.010–0.200)");
    }

    @Test
    void minus_is_a_true_minus_sign_and_zero_has_none() {
        assertThat(words(Metric.R2, -0.5, -1.25, 0.1)).isEqualTo("−0.500 (−1.250 to 0.100)");
        assertThat(MetricWords.number(-0.0001, 3)).isEqualTo("0.000");
    }

    private static String words(Metric metric, double value, double low, double high) {
        return MetricWords.withInterval(metric, MetricValue.of(value, new Interval(low, high, "any"), 50), 3);
    }
}

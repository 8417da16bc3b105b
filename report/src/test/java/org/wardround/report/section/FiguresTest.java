package org.wardround.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wardround.core.study.Metric;

class FiguresTest {
    @Test
    void metrics_have_three_decimals_and_a_true_minus_sign() {
        assertThat(Figures.metric(Metric.AUROC, 0.8125)).isEqualTo("0.812");
        assertThat(Figures.metric(Metric.AUROC, 1)).isEqualTo("1.000");
        assertThat(Figures.metric(Metric.CALIBRATION_INTERCEPT, -0.08)).isEqualTo("−0.080");
        assertThat(Figures.metric(Metric.RMSE, 1234.567)).isEqualTo("1235");
    }

    @Test
    void differences_carry_their_sign_and_zero_has_none() {
        assertThat(Figures.difference(Metric.AUROC, 0.02)).isEqualTo("+0.020");
        assertThat(Figures.difference(Metric.AUROC, -0.02)).isEqualTo("−0.020");
        assertThat(Figures.difference(Metric.AUROC, -0.0001)).isEqualTo("0.000");
    }

    @Test
    void what_is_not_defined_is_a_dash() {
        assertThat(Figures.metric(Metric.AUROC, Double.NaN)).isEqualTo("–");
        assertThat(Figures.difference(Metric.AUROC, Double.NaN)).isEqualTo("–");
        assertThat(Figures.percent(Double.NaN)).isEqualTo("–");
        assertThat(Figures.p(Double.NaN)).isEqualTo("–");
    }

    @Test
    void quantities_have_four_significant_digits_and_their_whole_part() {
        assertThat(Figures.quantity(0.02)).isEqualTo("0.02");
        assertThat(Figures.quantity(123456)).isEqualTo("123456");
        assertThat(Figures.quantity(-0.000012345)).isEqualTo("−0.0000123");
        assertThat(Figures.quantity(0)).isEqualTo("0.0");
    }

    @Test
    void small_shares_and_p_values_never_show_as_zero() {
        assertThat(Figures.percent(0.001)).isEqualTo("<1 %");
        assertThat(Figures.percent(0.256)).isEqualTo("26 %");
        assertThat(Figures.p(1e-9)).isEqualTo("<0.001");
        assertThat(Figures.p(0.03)).isEqualTo("0.030");
    }

    @Test
    void means_have_the_decimals_that_give_their_standard_deviation_two_digits() {
        assertThat(Figures.decimalsFor(9.625772)).isEqualTo(1);
        assertThat(Figures.decimalsFor(93.664373)).isZero();
        assertThat(Figures.decimalsFor(0.072123)).isEqualTo(3);
        assertThat(Figures.meanAndSpread(52.952675, 9.625772, 1)).isEqualTo("53.0 (9.6)");
        assertThat(Figures.meanAndSpread(Double.NaN, Double.NaN, 1)).isEqualTo("–");
    }

    @Test
    void thousands_stand_apart() {
        assertThat(Figures.count(1234567)).isEqualTo("1\u202f234\u202f567");
        assertThat(Figures.counted(1, "row")).isEqualTo("1 row");
        assertThat(Figures.counted(0, "row")).isEqualTo("0 rows");
    }
}

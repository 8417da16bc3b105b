package org.wardround.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wardround.core.study.Metric;
import org.wardround.study.results.Difference;

class ValuesTest {
    @Test
    void differences_in_a_unit_have_the_digits_that_their_interval_supports() {
        assertThat(Values.text(Metric.RMSE, new Difference(-0.07204, -0.1643, 0.02023, 0.1)))
                .isEqualTo("−0.072 (−0.164 to +0.020)");
        assertThat(Values.text(Metric.RMSE, new Difference(-10.11, -34.24, 14.017, 0.4)))
                .isEqualTo("−10 (−34 to +14)");
    }

    @Test
    void other_differences_have_three_decimals_unless_these_would_say_nothing() {
        assertThat(Values.text(Metric.AUROC, new Difference(0.05, -0.01, 0.11, 0.1)))
                .isEqualTo("+0.050 (−0.010 to +0.110)");
        assertThat(Values.text(Metric.AUROC, new Difference(0.00012, -0.00023, 0.00041, 0.1)))
                .isEqualTo("0.00012 (−0.00023 to 0.00041)");
    }
}

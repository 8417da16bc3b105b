package org.wardround.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.Metric;
import org.wardround.report.SampleResults;
import org.wardround.study.results.Comparisons;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.Evaluations;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.Results;
import org.wardround.study.results.Tables;

class MetricTableSectionTest {
    @Test
    void a_coarse_value_is_marked_as_such_and_a_fine_one_is_not() {
        assertThat(text(0.5)).contains("Federated: AUROC, off the exact value by at most 0.500");
        assertThat(text(0.004)).doesNotContain("coarse");
        assertThat(text(Double.NaN)).doesNotContain("coarse");
    }

    private static String text(double errorBound) {
        MetricValue value = MetricValue.of(0.5, new MetricValue.Interval(0.4, 0.6, "DeLong, logit"), 254)
                .withErrorBound(errorBound);
        Metrics metrics = new Metrics(new TreeMap<>(Map.of(Metric.AUROC, value)));
        Results some = SampleResults.heart();
        return new MetricTableSection()
                .of(new Results(
                        some.header(),
                        some.sites(),
                        some.training(),
                        some.model(),
                        Evaluations.of(
                                new Evaluation(metrics, new TreeMap<>(), Map.of(), Tables.NONE, new TreeMap<>())),
                        Comparisons.NONE,
                        new TreeMap<>(),
                        some.limits()))
                .toString();
    }
}

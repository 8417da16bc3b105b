package org.wardround.inference.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.Range;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.result.RegressionResult;

/** Breast cancer Wisconsin, 30 features: malignant or benign. */
final class WdbcTest {
    private static Rows rows() {
        Csv csv = Csv.of("wdbc", "wdbc.csv");
        double[] malignant = csv.rows().stream()
                .mapToDouble(row -> csv.text(row, "y").equals("M") ? 1 : 0)
                .toArray();
        Rows raw = Rows.of(csv.numbers(csv.header().subList(1, 31)), malignant);
        return Moved.standardised(raw, Moved.moments(raw.x()), 0);
    }

    private static RegressionSpec spec(List<DesignColumn> columns) {
        return RegressionSpec.of(new Family.Glm(GlmFamily.BINOMIAL), columns, new Range(0, 1), Limits.of(5, 1000));
    }

    private static List<Rows> fiveSites(Rows rows) {
        return rows.split(IntStream.range(0, rows.count()).map(row -> row % 5).toArray());
    }

    @Test
    void ridge_optimum() {
        Rows rows = rows();
        RegressionResult result = Fits.fitted(InProcess.fit(
                spec(rows.columns()).withPenalty(new Penalty.Ridge(1)), Rows.regression(fiveSites(rows))));
        assertThat(-result.fit().logLikelihood()).isCloseTo(30.387534639, within(1e-8));
        assertThat(Arrays.copyOf(result.estimates(), 6))
                .containsExactly(
                        new double[] {-0.214933, 0.363642, 0.388287, 0.351596, 0.436100, 0.161941}, within(1e-6));
    }

    @Test
    void without_a_penalty_the_classes_separate() {
        Rows rows = rows();
        assertThat(InProcess.fit(spec(rows.columns()), Rows.regression(fiveSites(rows))))
                .isInstanceOfSatisfying(
                        RegressionOutcome.Unfitted.class,
                        unfitted -> assertThat(unfitted.message())
                                .contains("together separate all rows")
                                .contains("firth"));
    }
}

package org.wardround.inference.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.Range;
import org.wardround.inference.regression.cox.Ties;
import org.wardround.inference.regression.cox.TimeGrid;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.inference.regression.result.TermTest;

/** NCCTG lung cancer: survival by age, sex and performance score. */
final class LungTest {
    private static final List<String> COLUMNS = List.of("age", "sex", "ph.ecog");
    private static final List<DesignColumn> DESIGN =
            List.of(DesignColumn.of("age", 0, 120), DesignColumn.of("sex", 1, 2), DesignColumn.of("ph.ecog", 0, 5));

    private static Rows rows(Csv csv) {
        return Rows.ofTimes(
                csv.numbers(COLUMNS),
                csv.numbers("time"),
                IntStream.range(0, csv.rows().size())
                        .mapToDouble(row -> csv.numbers("status")[row] - 1)
                        .toArray());
    }

    private static Csv complete() {
        Csv csv = Csv.of("ncctg-lung", "lung.csv");
        return csv.where(row -> !csv.text(row, "ph.ecog").isEmpty());
    }

    private static RegressionResult fit(Ties ties, List<Rows> sites, Extras extras) {
        RegressionSpec spec = RegressionSpec.of(
                        new Family.Cox(ties), DESIGN, new Range(0, 9000), Limits.of(sites.size(), 10_000))
                .withExtras(extras);
        return Fits.fitted(InProcess.fit(spec, Rows.regression(sites)));
    }

    /**
     * R's survival: {@code coxph(Surv(time, status) ~ age + sex + ph.ecog, lung)}, which the package's manual prints, and {@code cox.zph} of it. Its
     * default transform is not log; the figures for log are from an independent implementation that gives the printed 0.188, 2.305, 2.054 and 4.464
     * for the default.
     */
    @Test
    void one_risk_set_as_r_prints_it() {
        RegressionResult result =
                fit(Ties.EFRON, List.of(rows(complete())), new Extras(false, true, true, TimeGrid.upTo(9000, 1)));
        assertThat(result.estimates()).containsExactly(new double[] {0.011067, -0.552612, 0.463728}, within(5e-7));
        assertThat(result.standardErrors()).containsExactly(new double[] {0.009267, 0.167739, 0.113577}, within(5e-7));
        assertThat(result.fit().logLikelihood()).isCloseTo(-729.230121374862, within(1e-8));
        assertThat(result.proportionalHazards().stream().map(TermTest::statistic))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-7 ? 0 : Double.compare(a, b))
                .containsExactly(3.373634010897, 2.034936878358, 0.370496324735, 5.389821427641);
        assertThat(result.likelihoodRatio().get(3).statistic()).isCloseTo(30.5, within(0.01));
        assertThat(result.fit().events()).isEqualTo(164);
    }

    @Test
    void breslow_ties_over_rows_with_a_known_institution() {
        Csv csv = complete();
        Csv known = csv.where(row -> !csv.text(row, "inst").isEmpty());
        RegressionResult result = fit(Ties.BRESLOW, List.of(rows(known)), Extras.NONE);
        assertThat(result.fit().rows()).isEqualTo(226);
        assertThat(result.estimates()).containsExactly(new double[] {0.011205, -0.555825, 0.468379}, within(5e-7));
        assertThat(result.fit().logLikelihood()).isCloseTo(-724.380861, within(5e-7));
    }

    @Test
    void eighteen_institutions_each_a_stratum_equal_the_pooled_stratified_fit() {
        Csv csv = complete();
        Csv known = csv.where(row -> !csv.text(row, "inst").isEmpty());
        List<String> names = known.rows().stream()
                .map(row -> known.text(row, "inst"))
                .distinct()
                .toList();
        int[] strata = known.rows().stream()
                .mapToInt(row -> names.indexOf(known.text(row, "inst")))
                .toArray();
        Rows all = rows(known);
        RegressionResult result = fit(Ties.EFRON, all.split(strata), Extras.NONE);
        PlainCox plain = new PlainCox(Ties.EFRON, all, strata);
        assertThat(result.estimates()).containsExactly(plain.estimate, within(1e-10));
        assertThat(result.standardErrors()).containsExactly(plain.standardErrors(), within(1e-10));
    }
}

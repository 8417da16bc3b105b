package org.wardround.inference.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.TimeGrid;

/**
 * Worked examples of the literature.
 *
 * <p>Remission of leukaemia in weeks under 6-mercaptopurine and placebo: <a href="https://doi.org/10.1182/blood.V21.6.699.699">Freireich et al.
 * 1963</a>; survival with standard errors and the log-rank test (χ² 16.79) as in Kleinbaum and Klein, <i>Survival Analysis</i>, chapter 2, and log-log
 * limits as <a href="https://documentation.sas.com">SAS PROC LIFETEST</a> prints them for the same data.
 */
class PublishedExamplesTest {
    private static final int[] TREATED_EVENTS = {6, 6, 6, 7, 10, 13, 16, 22, 23};
    private static final int[] TREATED_CENSORED = {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35};
    private static final int[] PLACEBO_EVENTS = {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23};

    /** Treated patients are 'never', the others 'former'; divided between two sites as they come. */
    private static List<LifeTable> groups() {
        double[][] rows = new double[42][];
        int at = 0;
        for (int time : TREATED_EVENTS) {
            rows[at++] = new double[] {50, 0, 0, time, 1};
        }
        for (int time : TREATED_CENSORED) {
            rows[at++] = new double[] {50, 0, 0, time, 0};
        }
        for (int time : PLACEBO_EVENTS) {
            rows[at++] = new double[] {50, 0, 1, time, 1};
        }
        Table first = Patients.table(java.util.Arrays.copyOfRange(rows, 0, 25));
        Table second = Patients.table(java.util.Arrays.copyOfRange(rows, 25, 42));
        return Patients.lifeTables(Patients.bySmoking(List.of(first, second)), TimeGrid.DAY);
    }

    @Test
    void survival_in_remission() {
        List<KaplanMeier.Point> points = KaplanMeier.of(groups().get(0)).points();
        assertThat(points).extracting(KaplanMeier.Point::time).containsExactly(6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0);
        assertThat(points).extracting(KaplanMeier.Point::atRisk).containsExactly(21L, 17L, 15L, 12L, 11L, 7L, 6L);
        double[] survival = {0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482};
        double[] errors = {0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346};
        double[] low = {0.6197, 0.5631, 0.5032, 0.4316, 0.3675, 0.2678, 0.1881};
        double[] high = {0.9516, 0.9228, 0.8894, 0.8491, 0.8049, 0.7468, 0.6801};
        for (int i = 0; i < survival.length; i++) {
            assertThat(points.get(i).survival()).isCloseTo(survival[i], within(5e-5));
            assertThat(points.get(i).standardError()).isCloseTo(errors[i], within(5e-5));
            assertThat(points.get(i).low()).isCloseTo(low[i], within(5e-5));
            assertThat(points.get(i).high()).isCloseTo(high[i], within(5e-5));
        }
    }

    @Test
    void median_remission() {
        assertThat(KaplanMeier.of(groups().get(0)).median()).isEqualTo(23);
        assertThat(KaplanMeier.of(groups().get(1)).median()).isEqualTo(8);
    }

    @Test
    void log_rank_test_of_remission() {
        LogRank test = LogRank.of(groups().subList(0, 2));
        assertThat(test.observed()).containsExactly(9L, 21L);
        assertThat(test.expected().get(0)).isCloseTo(19.25, within(5e-3));
        assertThat(test.expected().get(1)).isCloseTo(10.75, within(5e-3));
        assertThat(test.test().statistic()).isCloseTo(16.79, within(5e-3));
        assertThat(test.test().degreesOfFreedom()).isEqualTo(1);
        assertThat(test.test().p()).isCloseTo(4.17e-5, within(5e-8));
    }

    /** Whether women or men are right-handed: the example of Pearson's test in many textbooks, 43 9 44 4, χ² = 1.777, p = 0.1825. */
    @Test
    void handedness() {
        Contingency table = new Contingency(new long[][] {{43, 9}, {44, 4}});
        assertThat(table.pearson().statistic()).isCloseTo(1.777, within(5e-4));
        assertThat(table.pearson().p()).isCloseTo(0.1825, within(5e-5));
        assertThat(table.yates().statistic()).isCloseTo(1.0725, within(5e-5));
    }

    /** Exact limits of a Poisson mean of 10 are 4.795 and 18.390, of 0 are 0 and 3.689 (<a href="https://doi.org/10.1093/biomet/28.3-4.437">Garwood 1936</a>). */
    @Test
    void exact_limits_of_rates() {
        assertThat(new Incidence(10, 1).low()).isCloseTo(4.795, within(5e-4));
        assertThat(new Incidence(10, 1).high()).isCloseTo(18.390, within(5e-4));
        assertThat(new Incidence(0, 1).low()).isZero();
        assertThat(new Incidence(0, 1).high()).isCloseTo(3.689, within(5e-4));
        assertThat(new Incidence(10, 200).high()).isCloseTo(18.390 / 200, within(5e-6));
    }
}

package org.wardround.inference.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.wardround.inference.statistics.Patients.AGE;
import static org.wardround.inference.statistics.Patients.DICTIONARY;
import static org.wardround.inference.statistics.Patients.NONE;
import static org.wardround.inference.statistics.Patients.SMOKING;
import static org.wardround.inference.statistics.Patients.STAYS;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Table;

/** Two sites of three and four patients, small enough to be counted by hand. */
class DescriptionByHandTest {
    // age, stays, smoking, time, event
    private static final Table FIRST = Patients.table(
            new double[] {40, 1, 0, 100, 1}, new double[] {50, 2, 0, 200, 0}, new double[] {60, NONE, 2, 300, 1});
    private static final Table SECOND = Patients.table(
            new double[] {50, 4, 0, 100, 0},
            new double[] {70, 6, 2, 50, 1},
            new double[] {NONE, 8, NONE, 150, 0},
            new double[] {80, 5, 0, 200, 0});
    private static final List<Table> SITES = List.of(FIRST, SECOND);

    @Test
    void patients_levels_and_missing_values_are_counted() {
        Tally tally = Patients.tally(Patients.together(SITES));
        assertThat(tally.patients(0)).isEqualTo(7);
        assertThat(tally.present(0, AGE)).isEqualTo(6);
        assertThat(tally.missing(0, STAYS)).isEqualTo(1);
        assertThat(tally.levels(0, SMOKING)).containsExactly(4, 0, 2);
        assertThat(tally.classes(0)).containsExactly(4, 3);
    }

    @Test
    void strata_add_up_to_the_whole() {
        Tally tally = Patients.tally(Patients.bySmoking(SITES));
        assertThat(List.of(tally.patients(0), tally.patients(1), tally.patients(2), tally.patients(3)))
                .containsExactly(4L, 0L, 2L, 1L);
        assertThat(tally.classes(2)).containsExactly(0, 2);
        assertThat(tally.total().classes(0)).containsExactly(4, 3);
        assertThat(tally.total().missing(0, AGE)).isEqualTo(1);
    }

    @Test
    void patient_with_several_rows_counts_once_by_the_first() {
        Table rows = Patients.table(
                new int[] {0, 0, 1}, new double[] {40, 1, 0, 100, 1}, new double[] {41, 2, 1, 90, 0}, new double[] {
                    60, 3, 2, 300, 0
                });
        Tally tally = Patients.tally(Patients.together(List.of(rows)));
        assertThat(tally.patients(0)).isEqualTo(2);
        assertThat(tally.levels(0, SMOKING)).containsExactly(1, 0, 1);
        assertThat(tally.classes(0)).containsExactly(1, 1);
    }

    @Test
    void mean_and_standard_deviation() {
        List<List<Moments>> moments = Patients.moments(Patients.together(SITES));
        // Ages 40 50 60 50 70 80: mean 350/6, squares 20900 − 350²/6.
        assertThat(moments.get(0).get(0).mean()).isCloseTo(350 / 6.0, within(1e-12));
        assertThat(moments.get(0).get(0).standardDeviation())
                .isCloseTo(StrictMath.sqrt((21500 - 350 * 350 / 6.0) / 5), within(1e-12));
        // Stays 1 2 4 6 8 5.
        assertThat(moments.get(1).get(0).mean()).isCloseTo(26 / 6.0, within(1e-12));
    }

    @Test
    void higher_powers_tell_by_how_many_the_spread_is_made() {
        double[][] rows = new double[20][];
        for (int row = 0; row < 20; row++) {
            rows[row] = new double[] {40, row < 2 ? 4 : 3, row < 5 ? 0 : 1, 100, 1};
        }
        List<Table> sites =
                List.of(Patients.table(Arrays.copyOf(rows, 8)), Patients.table(Arrays.copyOfRange(rows, 8, 20)));
        Moments stays = Patients.moments(Patients.together(sites)).get(1).get(0);
        // Two of 20 are 0.9 above the mean of 3.1, 18 are 0.1 below.
        assertThat(stays.squares()).isCloseTo(2 * 0.81 + 18 * 0.01, within(1e-12));
        assertThat(stays.cubes()).isCloseTo(2 * 0.729 - 18 * 0.001, within(1e-9));
        assertThat(stays.fourths()).isCloseTo(2 * 0.6561 + 18 * 0.0001, within(1e-7));
        // About 3, two are apart by the same.
        assertThat(stays.participation(3)).isCloseTo(2, within(1e-6));
        Moments merged = Moments.of(Patients.moments(Patients.bySmoking(sites)).get(1));
        assertThat(merged.cubes()).isCloseTo(stays.cubes(), within(1e-9));
        assertThat(merged.fourths()).isCloseTo(stays.fourths(), within(1e-7));
    }

    @Test
    void strata_have_moments_of_their_own_and_merge_to_the_whole() {
        List<Moments> ages = Patients.moments(Patients.bySmoking(SITES)).get(0);
        assertThat(ages.get(0).mean()).isCloseTo(55, within(1e-12)); // 40 50 50 80
        assertThat(ages.get(2).mean()).isCloseTo(65, within(1e-12)); // 60 70
        assertThat(ages.get(1).n()).isZero();
        assertThat(ages.get(1).mean()).isNaN();
        assertThat(Moments.of(ages).standardDeviation())
                .isCloseTo(StrictMath.sqrt((21500 - 350 * 350 / 6.0) / 5), within(1e-12));
    }

    @Test
    void quantiles_interpolate_between_neighbours() {
        QuantileSearch search = Patients.quantiles(Patients.together(SITES), 0.25, 0.5, 0.75);
        // Stays 1 2 4 5 6 8: h = 5p + 1, so 2.25, 3.5 and 4.75.
        assertThat(search.value(1, 0, 0.25)).isEqualTo(2.5);
        assertThat(search.value(1, 0, 0.5)).isEqualTo(4.5);
        assertThat(search.value(1, 0, 0.75)).isEqualTo(5.75);
        assertThat(search.error(1)).isZero();
        // Ages 40 50 50 60 70 80, in cells of at most a millionth of the range.
        assertThat(search.value(0, 0, 0.5)).isCloseTo(55, within(search.error(0)));
        assertThat(search.error(0)).isLessThan(120e-6);
    }

    @Test
    void contingency_table_and_its_test() {
        // 10 20 | 30 40: expected 12 18 28 42, statistic 4/12 + 4/18 + 4/28 + 4/42; with Yates 2.25 for each 4.
        Contingency table = new Contingency(new long[][] {{10, 20}, {30, 40}});
        assertThat(table.pearson().statistic()).isCloseTo(4 / 12.0 + 4 / 18.0 + 4 / 28.0 + 4 / 42.0, within(1e-12));
        assertThat(table.pearson().degreesOfFreedom()).isEqualTo(1);
        assertThat(table.yates().statistic())
                .isCloseTo(2.25 * (1 / 12.0 + 1 / 18.0 + 1 / 28.0 + 1 / 42.0), within(1e-12));
        assertThat(table.smallestExpected()).isCloseTo(12, within(1e-12));
        assertThat(table.note()).isEmpty();
    }

    @Test
    void correlation() {
        List<PatientRows> sites = Patients.together(SITES);
        List<Quantity> quantities = Quantity.of(DICTIONARY);
        List<List<Moments>> moments = Patients.moments(sites);
        CorrelationPass pass = new CorrelationPass(
                quantities,
                Patients.tally(sites),
                List.of(moments.get(0).get(0).mean(), moments.get(1).get(0).mean()),
                2);
        Correlations found = pass.result(Patients.round(sites, pass::answer));
        // (40,1) (50,2) (50,4) (70,6) (80,5): Sxx = 1080, Syy = 17.2, Sxy = 116.
        assertThat(found.patients(0, 1)).isEqualTo(5);
        assertThat(found.coefficient(0, 1)).isCloseTo(116 / StrictMath.sqrt(1080 * 17.2), within(1e-12));
        assertThat(found.coefficient(1, 1)).isEqualTo(1);
    }

    @Test
    void incidence_rate() {
        List<PatientRows> sites = Patients.together(SITES);
        IncidencePass pass = new IncidencePass(DICTIONARY.outcome(), Patients.tally(sites), 2);
        Incidence incidence = pass.result(Patients.round(sites, pass::answer)).get(0);
        assertThat(incidence.events()).isEqualTo(3);
        assertThat(incidence.personTime()).isCloseTo(1100, within(1e-9));
        assertThat(incidence.rate()).isCloseTo(3 / 1100.0, within(1e-12));
    }

    @Test
    void survival_by_hand() {
        LifeTable table = Patients.lifeTables(Patients.together(SITES), org.wardround.core.study.TimeGrid.DAY)
                .get(0);
        List<KaplanMeier.Point> points = KaplanMeier.of(table).points();
        // Deaths on days 50 (7 at risk), 100 (6) and 300 (1).
        assertThat(points).extracting(KaplanMeier.Point::atRisk).containsExactly(7L, 6L, 1L);
        assertThat(points.get(1).survival()).isCloseTo(6 / 7.0 * 5 / 6.0, within(1e-12));
        assertThat(points.get(1).standardError())
                .isCloseTo(5 / 7.0 * StrictMath.sqrt(1 / (7.0 * 6) + 1 / (6.0 * 5)), within(1e-12));
        assertThat(points.get(2).survival()).isZero();
        assertThat(points.get(2).low()).isNaN();
    }

    @Test
    void standardised_differences() {
        Moments first = new Moments(10, 50, 9 * 100, 0, 0);
        Moments second = new Moments(20, 56, 19 * 44, 0, 0);
        assertThat(StandardisedDifference.of(first, second))
                .isCloseTo(-6 / StrictMath.sqrt((100 + 44) / 2.0), within(1e-12));
        // Shares 0.3 and 0.5.
        assertThat(StandardisedDifference.of(new long[] {7, 3}, new long[] {10, 10}))
                .isCloseTo(0.2 / StrictMath.sqrt((0.21 + 0.25) / 2), within(1e-12));
        // Shares (.5 .3 .2) and (.25 .5 .25): S = [.23 −.0925; −.1375 .17375], T − C = (−.2, −.05).
        double determinant = 0.23 * 0.17375 - 0.0925 * 0.0925;
        double squared = (0.04 * 0.17375 + 2 * 0.01 * 0.0925 + 0.0025 * 0.23) / determinant;
        assertThat(StandardisedDifference.of(new long[] {50, 30, 20}, new long[] {25, 50, 25}))
                .isCloseTo(StrictMath.sqrt(squared), within(1e-12));
    }
}

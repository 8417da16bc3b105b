package org.wardround.inference.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.TimeGrid;
import org.wardround.core.study.VariableType;

/** Groups in which there is nothing to compute say so, and none crashes. */
class DegenerateGroupsTest {
    private static final double NONE = Patients.NONE;

    @Test
    void everybody_is_censored() {
        Table site = Patients.table(new double[] {50, 1, 0, 100, 0}, new double[] {60, 1, 1, 200, 0});
        List<LifeTable> tables = Patients.lifeTables(Patients.bySmoking(List.of(site)), TimeGrid.DAY);
        assertThat(KaplanMeier.of(tables.get(0)).points()).isEmpty();
        assertThat(KaplanMeier.of(tables.get(0)).at(100).survival()).isEqualTo(1);
        assertThat(KaplanMeier.of(tables.get(0)).median()).isNaN();
        assertThat(LogRank.of(tables).test()).isEqualTo(new ChiSquared(0, 0));
        assertThat(new Incidence(0, 0).rate()).isNaN();
        assertThat(new Incidence(0, 0).high()).isNaN();
    }

    @Test
    void variable_is_missing_everywhere_at_a_site() {
        Table full = Patients.table(new double[] {50, 1, 0, 100, 0}, new double[] {60, 3, 1, 200, 1});
        Table without = Patients.table(new double[] {NONE, 1, NONE, 100, 0});
        Moments age = Patients.moments(Patients.together(List.of(full, without)))
                .get(0)
                .get(0);
        assertThat(age.mean()).isEqualTo(55);
        QuantileSearch alone = Patients.quantiles(Patients.together(List.of(without)), 0.5);
        assertThat(alone.value(0, 0, 0.5)).isNaN();
        assertThat(alone.value(1, 0, 0.5)).isEqualTo(1);
    }

    @Test
    void site_has_nobody() {
        Table nobody = Patients.table();
        assertThat(Patients.tally(Patients.together(List.of(nobody))).patients(0))
                .isZero();
        assertThat(Patients.moments(Patients.together(List.of(nobody)))
                        .get(0)
                        .get(0)
                        .mean())
                .isNaN();
        assertThat(Patients.quantiles(Patients.together(List.of(nobody)), 0.5).isFinished())
                .isTrue();
    }

    @Test
    void one_level_leaves_nothing_to_compare() {
        Contingency table = new Contingency(new long[][] {{10, 20}, {0, 0}});
        assertThat(table.pearson()).isEqualTo(new ChiSquared(0, 0));
        assertThat(table.pearson().p()).isEqualTo(1);
        assertThat(table.note()).contains("nothing to compare");
        assertThat(StandardisedDifference.of(new long[] {10, 0}, new long[] {20, 0}))
                .isZero();
        assertThat(StandardisedDifference.of(new long[] {0, 0}, new long[] {20, 0}))
                .isNaN();
        assertThat(StandardisedDifference.of(new long[] {10, 0}, new long[] {0, 20}))
                .isInfinite();
        assertThat(StandardisedDifference.of(new Moments(5, 1, 0, 0, 0), new Moments(5, 1, 0, 0, 0)))
                .isZero();
    }

    @Test
    void rare_cells_are_noted() {
        assertThat(new Contingency(new long[][] {{1, 9}, {3, 7}}).note()).contains("below 5");
    }

    @Test
    void extremes_are_never_searched() {
        assertThatThrownBy(() -> Patients.quantiles(Patients.together(List.of(Patients.table())), 1.0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a quantile is above 0 and below 1, got 1.0");
    }

    @Test
    void range_with_too_many_steps_is_refused() {
        Outcome fine = new Outcome(
                "death", VariableType.TIME_TO_EVENT, "years", new Range(0, 3000), List.of(), "", TimeGrid.DAY);
        assertThatThrownBy(() -> new LifeTablePass(fine, 1, 2)).hasMessageContaining("declare a narrower range");
    }
}

package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.wardround.simulation.RegressionCohort.AGE;
import static org.wardround.simulation.RegressionCohort.DOSE;
import static org.wardround.simulation.RegressionCohort.MISSING;
import static org.wardround.simulation.RegressionCohort.RARE;
import static org.wardround.simulation.RegressionCohort.SEX;
import static org.wardround.simulation.RegressionCohort.WARD;
import static org.wardround.simulation.RegressionCohort.both;
import static org.wardround.simulation.RegressionCohort.stay;
import static org.wardround.simulation.RegressionCohort.with;
import static org.wardround.simulation.RegressionCohort.withRare;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.FederationException;
import org.wardround.core.study.MomentsRule;
import org.wardround.core.study.Term;
import org.wardround.inference.regression.result.RegressionResult;

/** Whoever has the estimates of an exact regression wants to know how long the few patients stayed who have something that others don't. */
class RegressionDisclosureTest {
    private static final Term.Plain RARE_TERM = new Term.Plain("rare");

    /** Three who have a code: intercept and coefficient are their mean stay, to the last digit. */
    @Test
    void exact_moments_which_every_policy_must_allow_give_the_mean_of_three() {
        RegressionResult result = fit(MomentsRule.EXACT, withRare(3), RARE_TERM);
        assertThat(result.coefficient("(intercept)").estimate()
                        + result.coefficient("rare").estimate())
                .isCloseTo((stay(0) + stay(1) + stay(2)) / 3, within(1e-9));
    }

    @Test
    void a_code_of_few_or_that_few_are_without() {
        for (int few = 1; few <= 10; few++) {
            int count = few;
            assertRefused("'rare'", withRare(few), RARE_TERM);
            assertRefused("'rare'", row -> with(row, RARE, row < count ? 0 : 1), RARE_TERM);
        }
        assertThat(fit(MomentsRule.ROUNDED, withRare(11), RARE_TERM).coefficients())
                .hasSize(2);
    }

    @Test
    void a_level_of_few_and_a_contrast() {
        IntFunction<double[]> rows = row -> with(row, WARD, row < 5 ? 2 : row % 2);
        assertRefused("'ward=c'", rows, new Term.Plain("ward"));
        assertRefused("'ward=b (sum)', 'ward=c (sum)'", rows, new Term.Category("ward", "a", Term.Contrasts.SUM));
        // The reference level has no column of its own.
        assertRefused("'ward'", row -> with(row, WARD, row < 5 ? 0 : 1 + row % 2), new Term.Plain("ward"));
        assertRefused(
                "'ward=b (sum)'",
                row -> with(row, WARD, row < 5 ? 0 : 1 + row % 2),
                new Term.Category("ward", "a", Term.Contrasts.SUM));
    }

    @Test
    void an_indicator_of_few_missing_values() {
        assertRefused("'ward missing'", row -> with(row, WARD, row < 5 ? MISSING : row % 2), new Term.Plain("ward"));
    }

    @Test
    void a_cell_of_two_codes() {
        Term[] both = {RARE_TERM, new Term.Plain("sex"), new Term.Interaction(List.of("rare", "sex"))};
        // 5 have both.
        assertRefused(
                "'rare:sex'", row -> with(with(row, RARE, row < 20 ? 1 : 0), SEX, row < 5 || row > 200 ? 1 : 0), both);
        // 15 of 20 have both, and 5 the first alone.
        assertRefused(
                "'rare:sex'", row -> with(with(row, RARE, row < 20 ? 1 : 0), SEX, row < 15 || row > 200 ? 1 : 0), both);
        // 20 have the second alone, but 5.
        assertRefused(
                "'rare:sex'",
                row -> with(with(row, RARE, row < 200 ? 1 : 0), SEX, row >= 100 && row < 205 ? 1 : 0),
                both);
    }

    @Test
    void a_cell_of_a_reference_level() {
        // Of 40 with the code 5 are in the reference ward.
        assertRefused(
                "'rare:ward=b', 'rare:ward=c'",
                row -> with(with(row, RARE, row < 40 ? 1 : 0), WARD, row < 5 ? 0 : row < 40 ? 1 + row % 2 : row % 3),
                RARE_TERM,
                new Term.Plain("ward"),
                new Term.Interaction(List.of("rare", "ward")));
    }

    @Test
    void a_cell_of_two_reference_levels() {
        // All but 5 have one code or the other.
        assertRefused(
                "'rare:sex'",
                row -> with(with(row, RARE, row < 200 ? 1 : 0), SEX, row < 100 || row >= 205 ? 1 : 0),
                RARE_TERM,
                new Term.Plain("sex"),
                new Term.Interaction(List.of("rare", "sex")));
    }

    @Test
    void a_cell_of_three_codes() {
        Term[] all = {
            RARE_TERM,
            new Term.Plain("sex"),
            new Term.Plain("ward"),
            new Term.Interaction(List.of("sex", "rare")),
            new Term.Interaction(List.of("rare", "ward")),
            new Term.Interaction(List.of("sex", "ward")),
            new Term.Interaction(List.of("ward", "rare", "sex"))
        };
        // Each of the twelve cells of two sexes, three wards and a code in turn, beside 30 in each other one.
        for (int cell = 0; cell < 12; cell++) {
            int few = cell;
            IntFunction<double[]> rows = row -> {
                int of = row < 5 ? few : (few + 1 + row % 11) % 12;
                return with(with(with(row, RARE, of % 2), SEX, of / 2 % 2), WARD, of / 4);
            };
            assertThatThrownBy(() -> fit(MomentsRule.ROUNDED, rows, all))
                    .as("cell %d", cell)
                    .isInstanceOf(FederationException.class)
                    .hasMessageContaining("ten training patients or fewer decide about ")
                    .hasMessageContaining(":rare:sex'");
        }
        IntFunction<double[]> even =
                row -> with(with(with(row, RARE, row % 2), SEX, row / 2 % 2), WARD, row < 24 ? MISSING : row / 4 % 3);
        assertThat(fit(MomentsRule.ROUNDED, even, all).coefficients())
                .as("twelve cells, and whether the ward is known")
                .hasSize(13);
    }

    @Test
    void a_cell_of_contrasts() {
        Term[] both = {
            new Term.Plain("sex"),
            new Term.Category("ward", "a", Term.Contrasts.SUM),
            new Term.Interaction(List.of("ward", "sex"))
        };
        // Of the reference ward 5 have the code, and as many of other wards as hide them in a sum of both.
        assertRefused(
                "'ward=b (sum):sex', 'ward=c (sum):sex'",
                row -> with(
                        with(row, WARD, row < 100 ? 0 : 1 + row % 2),
                        SEX,
                        row < 5 || row >= 100 && row % 4 < 2 ? 1 : 0),
                both);
        assertRefused(
                "'ward=b (sum):sex'",
                row -> with(with(row, WARD, row % 3), SEX, row % 3 == 1 ? (row < 15 ? 1 : 0) : row / 3 % 2),
                both);
    }

    @Test
    void a_slope_of_few() {
        assertRefused("'rare:age'", withRare(5), new Term.Plain("age"), new Term.Interaction(List.of("rare", "age")));
    }

    @Test
    void a_number_that_is_the_same_for_all_but_few() {
        for (int few = 1; few <= 10; few++) {
            int count = few;
            assertRefused("'dose'", row -> with(row, DOSE, row < count ? 1 : 0), new Term.Plain("dose"));
        }
        assertRefused("'dose'", row -> with(row, DOSE, row < 5 ? 10 + row : MISSING), new Term.Plain("dose"));
        assertRefused(
                "'dose', 'dose^2'", row -> with(row, DOSE, row < 5 ? 1 + row : 0), new Term.Polynomial("dose", 2, 0));
        // One patient far from all others is nobody's secret kind: the values of the others differ.
        assertThat(fit(MomentsRule.ROUNDED, row -> with(row, DOSE, row == 0 ? 1000 : row % 17), new Term.Plain("dose"))
                        .coefficients())
                .hasSize(2);
    }

    @Test
    void a_bend_beyond_which_few_are() {
        Term.Spline late = new Term.Spline("age", new Term.Knots.At(List.of(30.0, 60.0, 79.5, 90.0)));
        assertRefused("'age''", row -> with(row, AGE, row < 5 ? 79 : 20 + row % 30), late);
    }

    @Test
    void two_codes_that_are_the_same_but_for_few() {
        Term[] both = {RARE_TERM, new Term.Plain("sex")};
        for (int few = 1; few <= 10; few++) {
            int count = few;
            // Their difference is a column of those who have the second alone, or the first.
            assertRefused("'rare' with 'sex'", row -> with(both(row, 200), SEX, row < 200 + count ? 1 : 0), both);
            assertRefused("'rare' with 'sex'", row -> with(both(row, 200), RARE, row < 200 + count ? 1 : 0), both);
            // One less their sum is a column of those who have neither.
            assertRefused(
                    "'rare' with 'sex'",
                    row -> with(with(row, RARE, row < 200 ? 1 : 0), SEX, row >= 200 + count ? 1 : 0),
                    both);
        }
        assertThat(fit(MomentsRule.ROUNDED, row -> with(both(row, 200), SEX, row < 211 ? 1 : 0), both)
                        .coefficients())
                .hasSize(3);
    }

    @Test
    void a_code_that_is_one_level_of_another_but_for_few() {
        assertRefused(
                "'rare' with 'ward'",
                row -> with(with(row, WARD, row % 3), RARE, row % 3 == 1 || row < 9 ? 1 : 0),
                RARE_TERM,
                new Term.Category("ward", "a", Term.Contrasts.SUM));
        // Whether the ward is known is a code as well.
        assertRefused(
                "'rare' with 'ward missing'",
                row -> with(with(row, WARD, row < 100 ? MISSING : row % 3), RARE, row < 105 ? 1 : 0),
                RARE_TERM,
                new Term.Plain("ward"));
    }

    @Test
    void two_codes_of_slopes_that_are_the_same_but_for_few() {
        assertRefused(
                "'rare' with 'sex'",
                row -> with(both(row, 200), SEX, row < 205 ? 1 : 0),
                new Term.Plain("age"),
                new Term.Interaction(List.of("rare", "age")),
                new Term.Interaction(List.of("sex", "age")));
    }

    @Test
    void few_patients_with_many_rows() {
        IntUnaryOperator threeOfThirty = row -> row < 30 ? row / 10 : row;
        assertRefused("'rare'", RegressionCohort.of(withRare(30)).by(threeOfThirty), RARE_TERM);
        assertRefused(
                "'rare'",
                RegressionCohort.of(row -> with(row, RARE, row < 30 ? 0 : 1)).by(threeOfThirty),
                RARE_TERM);
        assertRefused(
                "'rare' with 'sex'",
                RegressionCohort.of(row -> with(both(row, 200), SEX, row < 30 ? 0 : both(row, 200)[RARE]))
                        .by(threeOfThirty),
                RARE_TERM,
                new Term.Plain("sex"));
        assertRefused(
                "'dose'",
                RegressionCohort.of(row -> with(row, DOSE, row < 20 ? 1 : 0)).by(row -> row < 20 ? row / 10 : row),
                new Term.Plain("dose"));
        assertThat(RegressionCohort.of(withRare(30))
                        .by(row -> row / 2)
                        .fit(MomentsRule.ROUNDED, RARE_TERM)
                        .coefficients())
                .as("fifteen patients")
                .hasSize(2);
    }

    @Test
    void few_events_among_those_who_have_a_code() {
        Term[] terms = {RARE_TERM, new Term.Plain("sex")};
        // 3 events of 40, all but 3 of 40, and the same of those without the code.
        assertRefused(
                "'rare' with 'ready'", RegressionCohort.of(withRare(40)).ready(row -> row < 3 || row > 200), terms);
        assertRefused(
                "'rare' with 'ready'", RegressionCohort.of(withRare(40)).ready(row -> row >= 3 && row < 200), terms);
        assertRefused(
                "'rare' with 'ready'", RegressionCohort.of(withRare(40)).ready(row -> row < 20 || row > 396), terms);
        assertThat(RegressionCohort.of(withRare(40))
                        .ready(row -> row % 3 == 0)
                        .fit(MomentsRule.ROUNDED, terms)
                        .coefficients())
                .hasSize(3);
    }

    private static void assertRefused(String terms, IntFunction<double[]> rows, Term... formula) {
        assertRefused(terms, RegressionCohort.of(rows), formula);
    }

    private static void assertRefused(String terms, RegressionCohort cohort, Term... formula) {
        assertThatThrownBy(() -> cohort.fit(MomentsRule.ROUNDED, formula))
                .as("%s", List.of(formula))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("model.terms: ten training patients or fewer decide about " + terms);
    }

    private static RegressionResult fit(MomentsRule moments, IntFunction<double[]> rows, Term... terms) {
        return RegressionCohort.of(rows).fit(moments, terms);
    }
}

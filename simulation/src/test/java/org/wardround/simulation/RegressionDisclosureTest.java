package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.MomentsRule;
import org.wardround.core.study.NewtonSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Term;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.inference.program.ExactRegression;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.Watcher;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.simulation.exchange.Dropout;
import org.wardround.simulation.exchange.InProcessExchange;
import org.wardround.simulation.exchange.ReleaseLog;
import org.wardround.simulation.exchange.Workers;

/** Whoever has the estimates of an exact regression wants to know how long the few patients stayed who have something that others don't. */
class RegressionDisclosureTest {
    private static final int PATIENTS = 400;
    private static final double MISSING = Double.NaN;
    private static final int RARE = 0;
    private static final int SEX = 1;
    private static final int AGE = 2;
    private static final int DOSE = 3;
    private static final int WARD = 4;

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

    private static void assertRefused(String terms, IntFunction<double[]> rows, Term... formula) {
        assertThatThrownBy(() -> fit(MomentsRule.ROUNDED, rows, formula))
                .as("%s", List.of(formula))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("model.terms: ten training patients or fewer decide about " + terms);
    }

    private static IntFunction<double[]> withRare(int count) {
        return row -> with(row, RARE, row < count ? 1 : 0);
    }

    private static double[] with(int row, int variable, double value) {
        return with(new double[] {row % 2, row / 2 % 2, 40 + row % 41, row % 17, row % 3}, variable, value);
    }

    private static double[] with(double[] values, int variable, double value) {
        values[variable] = value;
        return values;
    }

    private static double stay(int row) {
        return 5 + (row * 37 % 23) + row % 7 / 8.0;
    }

    private static RegressionResult fit(MomentsRule moments, IntFunction<double[]> rows, Term... terms) {
        double[][] variables = new double[5][PATIENTS];
        double[] stays = new double[PATIENTS];
        int[] patients = new int[PATIENTS];
        Side[] sides = new Side[PATIENTS];
        Arrays.fill(sides, Side.TRAIN);
        for (int row = 0; row < PATIENTS; row++) {
            double[] values = rows.apply(row);
            for (int variable = 0; variable < values.length; variable++) {
                variables[variable][row] = values[variable];
            }
            stays[row] = stay(row);
            patients[row] = row;
        }
        SortedMap<SiteId, Table> tables = new TreeMap<>();
        tables.put(
                new SiteId("north"),
                new Table(VariableType.NUMBER, variables, stays, new double[0], patients, List.of(sides)));
        Rounds rounds = new Rounds(
                new InProcessExchange(Workers.inline(), Dropout.NONE, ReleaseLog.NONE), Rounds.RoundLog.NONE);
        ModelSpec model = new ModelSpec.Linear().with(new Formula(List.of(terms), "", "", false));
        NewtonSpec newton = new NewtonSpec(new NewtonSpec.Penalty.None(), NewtonSpec.Ties.EFRON, 1e-10, 25, 1);
        return Objects.requireNonNull(new ExactMaker(new ExactRegression.Definition(dictionary(moments), model, newton))
                .federated(tables, rounds, Watcher.NONE)
                .regression());
    }

    private static DataDictionary dictionary(MomentsRule moments) {
        return new DataDictionary(
                1,
                List.of(
                        code("rare"),
                        code("sex"),
                        number("age", 120),
                        number("dose", 1000),
                        new Variable(
                                "ward",
                                VariableType.CATEGORY,
                                "",
                                null,
                                List.of("a", "b", "c"),
                                MissingPolicy.INDICATOR,
                                "")),
                new Outcome("stay", VariableType.NUMBER, "days", new Range(0, 100), List.of(), ""),
                List.of(),
                Standardisation.NONE,
                moments,
                new SplitSpec(0, 0.2, ""));
    }

    private static Variable code(String name) {
        return new Variable(name, VariableType.BINARY, "", null, List.of("0", "1"), MissingPolicy.IMPUTE, "");
    }

    private static Variable number(String name, double high) {
        return new Variable(name, VariableType.NUMBER, "", new Range(0, high), List.of(), MissingPolicy.IMPUTE, "");
    }
}

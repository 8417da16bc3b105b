package org.wardround.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Term;
import org.wardround.core.study.Term.Contrasts;
import org.wardround.core.study.Term.Knots;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;

final class TermColumnsTest {
    private static final DataDictionary DICTIONARY = new DataDictionary(
            1,
            List.of(
                    quantity("age", MissingPolicy.INDICATOR),
                    quantity("chol", MissingPolicy.IMPUTE),
                    new Variable("sex", VariableType.BINARY, "", null, List.of("0", "1"), MissingPolicy.DROP, ""),
                    new Variable(
                            "cp", VariableType.CATEGORY, "", null, List.of("a", "b", "c"), MissingPolicy.DROP, "")),
            new Outcome("y", VariableType.BINARY, "", null, List.of("0", "1"), ""),
            List.of(),
            Standardisation.NONE,
            new SplitSpec(0.1, 0.2, ""));

    private static Variable quantity(String name, MissingPolicy missing) {
        return new Variable(name, VariableType.NUMBER, "", new Range(0, 1000), List.of(), missing, "");
    }

    private static List<String> names(Term... terms) {
        return columns(terms).stream().map(FeatureColumn::term).toList();
    }

    private static List<FeatureColumn> columns(Term... terms) {
        return FeatureColumns.of(DICTIONARY, formula(terms));
    }

    private static Formula formula(Term... terms) {
        return new Formula(List.of(terms), "", "", false);
    }

    private static double[] row(Term[] terms, double... raw) {
        double[] imputed = {50, 240, 0, 0};
        return columns(terms).stream()
                .mapToDouble(column -> column.of(raw, imputed))
                .toArray();
    }

    private static Term[] of(Term... terms) {
        return terms;
    }

    @Test
    void variable_without_a_term_does_not_enter_the_model() {
        assertThat(names(new Term.Plain("sex"), new Term.Plain("age"))).containsExactly("sex", "age", "age missing");
    }

    @Test
    void absent_terms_are_every_variable_but_offset_and_weights() {
        assertThat(FeatureColumns.of(DICTIONARY, Formula.EVERY_VARIABLE)).isEqualTo(FeatureColumns.of(DICTIONARY));
        assertThat(FeatureColumns.of(DICTIONARY, new Formula(List.of(), "chol", "age", false)).stream()
                        .map(FeatureColumn::term))
                .containsExactly("sex", "cp=b", "cp=c");
    }

    @Test
    void category_is_held_against_another_reference_or_the_mean_of_its_levels() {
        Term[] treatment = of(new Term.Category("cp", "c", Contrasts.TREATMENT));
        assertThat(names(treatment)).containsExactly("cp=a", "cp=b");
        assertThat(row(treatment, 0, 0, 0, 1)).containsExactly(0, 1);
        assertThat(row(treatment, 0, 0, 0, 2)).containsExactly(0, 0);
        Term[] sum = of(new Term.Category("cp", "b", Contrasts.SUM));
        assertThat(names(sum)).containsExactly("cp=a (sum)", "cp=c (sum)");
        assertThat(row(sum, 0, 0, 0, 0)).containsExactly(1, 0);
        assertThat(row(sum, 0, 0, 0, 1)).containsExactly(-1, -1);
    }

    @Test
    void polynomial_has_raw_powers_of_the_centred_variable() {
        Term[] cubic = of(new Term.Polynomial("chol", 3, 200));
        assertThat(names(cubic)).containsExactly("chol", "chol^2", "chol^3");
        assertThat(row(cubic, 0, 203, 0, 0)).containsExactly(3, 9, 27);
        assertThat(row(cubic, 0, Double.NaN, 0, 0)).containsExactly(40, 1600, 64000);
    }

    @Test
    void interaction_is_the_product_of_columns_as_their_terms_code_them() {
        Term[] numbers = of(new Term.Interaction(List.of("age", "chol")));
        assertThat(names(numbers)).containsExactly("age:chol");
        assertThat(row(numbers, 3, 5, 0, 0)).containsExactly(15);
        Term[] codes = of(
                new Term.Category("cp", "b", Contrasts.TREATMENT), new Term.Interaction(List.of("age", "sex", "cp")));
        assertThat(names(codes)).containsExactly("cp=a", "cp=c", "age:sex:cp=a", "age:sex:cp=c");
        assertThat(row(codes, 7, 0, 1, 2)).containsExactly(0, 1, 0, 7);
        assertThat(row(codes, 7, 0, 0, 2)).containsExactly(0, 1, 0, 0);
    }

    @Test
    void combinations_of_two_categories_run_through_the_first_one_fastest() {
        DataDictionary two = new DataDictionary(
                1,
                List.of(
                        new Variable(
                                "p", VariableType.CATEGORY, "", null, List.of("1", "2", "3"), MissingPolicy.DROP, ""),
                        new Variable(
                                "q", VariableType.CATEGORY, "", null, List.of("x", "y", "z"), MissingPolicy.DROP, "")),
                DICTIONARY.outcome(),
                List.of(),
                Standardisation.NONE,
                new SplitSpec(0.1, 0.2, ""));
        assertThat(FeatureColumns.of(two, formula(new Term.Interaction(List.of("p", "q")))).stream()
                        .map(FeatureColumn::term))
                .containsExactly("p=2:q=y", "p=3:q=y", "p=2:q=z", "p=3:q=z");
    }

    @Test
    void spline_is_the_truncated_power_basis_by_hand() {
        Term[] spline = of(new Term.Spline("chol", new Knots.At(List.of(10.0, 20.0, 40.0))));
        assertThat(names(spline)).containsExactly("chol", "chol'");
        // (40 − 10)² = 900. At 30: (20³ − 10³·30/20)/900 = (8000 − 1500)/900.
        assertThat(row(spline, 0, 30, 0, 0)[1]).isCloseTo(6500 / 900.0, within(1e-12));
        assertThat(row(spline, 0, 10, 0, 0)[1]).isZero();
        // Beyond the last knot it is linear: equal steps.
        double[] beyond = new double[3];
        Arrays.setAll(beyond, i -> row(spline, 0, 50 + 10 * i, 0, 0)[1]);
        assertThat(beyond[2] - beyond[1]).isCloseTo(beyond[1] - beyond[0], within(1e-9));
    }

    @Test
    void number_of_columns_is_known_before_the_numbers_are() {
        Formula open = formula(new Term.Spline("chol", new Knots.Placed(5)), new Term.Polynomial("age", 2, Double.NaN));
        assertThat(open.isResolved()).isFalse();
        assertThat(FeatureColumns.count(DICTIONARY, open)).isEqualTo(4 + 2 + 1);
        assertThatThrownBy(() -> FeatureColumns.of(DICTIONARY, open))
                .hasMessage("the knots of 'chol' are still to be placed");
    }

    @Test
    void terms_that_can_not_be_are_refused() {
        assertThatThrownBy(() -> new Term.Polynomial("x", 6, 0))
                .hasMessage("a polynomial has a degree from 2 to 5, got 6");
        assertThatThrownBy(() -> new Term.Interaction(List.of("x", "x")))
                .hasMessage("an interaction is of two different variables or more, got [x, x]");
        assertThatThrownBy(() -> new Knots.Placed(8)).hasMessage("a spline is given 3 to 7 knots, got 8");
        assertThatThrownBy(() -> new Knots.At(List.of(1.0, 3.0, 2.0)))
                .hasMessage("knots must be finite and ascending, got [1.0, 3.0, 2.0]");
        assertThatThrownBy(() -> columns(new Term.Category("cp", "d", Contrasts.SUM)))
                .hasMessage("'cp' has no level 'd', it has [a, b, c]");
    }
}

package org.wardround.inference.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardround.core.error.FederationException;
import org.wardround.core.study.Metric;
import org.wardround.core.study.Outcome;
import org.wardround.inference.estimate.Estimate;

/** Rows as small hospitals have them: each figure is finite with an interval around it, or says why it does not exist. */
final class DegenerateRowsTest {
    record Case(String name, Outcome outcome, ScoredRows rows) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("no rows", Rows.BINARY, Rows.none()),
                new Case("one event", Rows.BINARY, Rows.of(new double[] {0.7}, new double[] {1})),
                new Case("no event", Rows.BINARY, Rows.of(new double[] {0.7, 0.2, 0.1}, new double[3])),
                new Case("events alone", Rows.BINARY, Rows.of(new double[] {0.7, 0.2}, new double[] {1, 1})),
                new Case("one of each", Rows.BINARY, Rows.of(new double[] {0.7, 0.2}, new double[] {1, 0})),
                new Case("reversed", Rows.BINARY, Rows.of(new double[] {0.2, 0.7}, new double[] {1, 0})),
                new Case("all equal", Rows.BINARY, Rows.of(new double[] {0.5, 0.5, 0.5}, new double[] {1, 0, 1})),
                new Case("certain", Rows.BINARY, Rows.of(new double[] {1, 0, 1, 0}, new double[] {1, 0, 1, 0})),
                new Case("certainly wrong", Rows.BINARY, Rows.of(new double[] {0, 1, 0}, new double[] {1, 0, 1})),
                new Case("separated but for a tie", Rows.BINARY, Rows.of(new double[] {.2, .5, .5, .9}, new double[] {
                    0, 0, 1, 1
                })),
                new Case(
                        "15 and 1",
                        Rows.BINARY,
                        Rows.of(
                                new double[] {.9, .8, .7, .6, .5, .4, .3, .2, .15, .25, .35, .45, .55, .65, .75, .52},
                                new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0})),
                new Case(
                        "no category",
                        Rows.CATEGORY,
                        new ScoredRows(3, new double[0], new double[0], new double[0], new int[0])),
                new Case(
                        "one category", Rows.CATEGORY, Rows.of(new double[] {.2, .3, .5, .1, .1, .8}, new double[] {2, 2
                        })),
                new Case("no number", Rows.NUMBER, Rows.none()),
                new Case("two numbers", Rows.NUMBER, Rows.of(new double[] {1, 2}, new double[] {3, 4})),
                new Case("equal numbers", Rows.NUMBER, Rows.of(new double[] {1, 2, 3}, new double[] {3, 3, 3})),
                new Case("no error", Rows.NUMBER, Rows.of(new double[] {1, 2, 3}, new double[] {1, 2, 3})),
                new Case("wild numbers", Rows.NUMBER, Rows.of(new double[] {1e300, -1e300, 3, 2}, new double[] {
                    1, 2, 3, 4
                })),
                new Case("no time", Rows.TIME, Rows.none()),
                new Case("one time", Rows.TIME, Rows.of(new double[] {1}, new double[] {1}, new double[] {1})),
                new Case("no death", Rows.TIME, Rows.of(new double[] {1, 2}, new double[] {1, 2}, new double[] {0, 0})),
                new Case(
                        "one death, all right",
                        Rows.TIME,
                        Rows.of(new double[] {9, 2, 1}, new double[] {1, 2, 3}, new double[] {1, 0, 0})),
                new Case(
                        "one death, half right",
                        Rows.TIME,
                        Rows.of(new double[] {2, 9, 1}, new double[] {1, 2, 3}, new double[] {1, 0, 0})),
                new Case(
                        "equal risks",
                        Rows.TIME,
                        Rows.of(new double[] {1, 1, 1}, new double[] {1, 2, 3}, new double[] {1, 1, 1})),
                new Case(
                        "one patient",
                        Rows.TIME,
                        new ScoredRows(
                                1, new double[] {1, 2}, new double[] {1, 2}, new double[] {1, 1}, new int[] {0, 0})));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_figure_is_sensible_or_says_why_it_is_not_there(Case given) {
        double threshold = given.outcome().equals(Rows.BINARY) ? 0.5 : Double.NaN;
        Figures figures = Rows.figures(EvaluationDesign.of(given.outcome(), threshold, 1), given.rows());
        assertThat(figures.metrics()).isNotEmpty().allSatisfy((metric, estimate) -> {
            if (estimate instanceof Estimate.Measured measured) {
                assertThat(measured.value()).isBetween(measured.low(), measured.high());
                assertThat(measured.method()).isNotEmpty();
                assertThat(measured.high() - measured.low()).as("width").isGreaterThan(0);
                if (metric == Metric.AUROC || metric == Metric.CONCORDANCE) {
                    assertThat(measured.high() - measured.low()).as("width").isGreaterThan(0.1);
                }
            } else {
                assertThat(estimate.note()).isNotEmpty();
            }
        });
    }

    @Test
    void one_class_has_no_auroc_and_says_so() {
        Figures figures = Rows.figures(
                EvaluationDesign.of(Rows.BINARY, 0.5, 1), Rows.of(new double[] {0.7, 0.2}, new double[] {1, 1}));
        assertThat(figures.of(Metric.AUROC)).isEqualTo(new Estimate.Undefined(2, "only one class"));
        assertThat(figures.of(Metric.SPECIFICITY).note()).isEqualTo("no rows of the class");
        assertThat(figures.of(Metric.SENSITIVITY)).isInstanceOf(Estimate.Measured.class);
        Figures ofOne =
                Rows.figures(EvaluationDesign.of(Rows.BINARY, 0.5, 1), Rows.of(new double[] {0.7}, new double[] {1}));
        assertThat(ofOne.of(Metric.AUROC)).isEqualTo(new Estimate.Undefined(1, "only one class"));
    }

    @Test
    void perfect_separation_has_an_area_with_a_wide_interval_and_no_slope() {
        Figures figures = Rows.figures(
                EvaluationDesign.of(Rows.BINARY, 0.5, 1),
                Rows.of(new double[] {0.9, 0.8, 0.1}, new double[] {1, 1, 0}));
        Estimate.Measured area = (Estimate.Measured) figures.of(Metric.AUROC);
        assertThat(area.value()).isEqualTo(1);
        assertThat(area.low()).isLessThan(0.25); // Wilson of 1 out of 1: .2065
        assertThat(figures.of(Metric.CALIBRATION_SLOPE).note()).contains("separate");
        assertThat(figures.of(Metric.CALIBRATION_INTERCEPT)).isInstanceOf(Estimate.Measured.class);
    }

    @Test
    void losses_that_are_all_the_same_keep_an_interval() {
        double[] constant = new double[100];
        Arrays.fill(constant, 0.167);
        Figures figures = Rows.figures(EvaluationDesign.of(Rows.BINARY, 0.5, 1), Rows.of(constant, new double[100]));
        // Wilson of 0 out of 100: z²/(100 + z²) = .036993 of the rows may have any other loss, from 0 to 1.
        Estimate.Measured brier = (Estimate.Measured) figures.of(Metric.BRIER);
        assertThat(brier.value()).isCloseTo(0.027889, within(1e-6));
        assertThat(brier.low()).isCloseTo(0.027889 * (1 - 0.036993), within(1e-6));
        assertThat(brier.high()).isCloseTo(0.027889 + 0.036993 * (1 - 0.027889), within(1e-6));
        // −log .833 = .182722, and at most 34.538776.
        Estimate.Measured logLoss = (Estimate.Measured) figures.of(Metric.LOG_LOSS);
        assertThat(logLoss.high()).isCloseTo(0.182722 + 0.036993 * (34.538776 - 0.182722), within(1e-4));
    }

    @Test
    void a_category_needs_every_class_for_its_balanced_accuracy() {
        double[] scores = {.2, .3, .5, .1, .1, .8, .5, .3, .2};
        EvaluationDesign design = EvaluationDesign.of(Rows.CATEGORY, Double.NaN, 1);
        assertThat(Rows.figures(design, Rows.of(scores, new double[] {2, 2, 2})).of(Metric.BALANCED_ACCURACY))
                .isEqualTo(new Estimate.Undefined(3, "only one class"));
        assertThat(Rows.figures(design, Rows.of(scores, new double[] {2, 2, 0})).of(Metric.BALANCED_ACCURACY))
                .isEqualTo(new Estimate.Undefined(3, "no rows of class b"));
    }

    @Test
    void without_a_threshold_its_figures_are_not_defined() {
        Figures figures = Rows.figures(
                EvaluationDesign.plain(Rows.BINARY), Rows.of(new double[] {0.9, 0.1}, new double[] {1, 0}));
        for (Metric metric : List.of(Metric.ACCURACY, Metric.F1, Metric.NET_BENEFIT)) {
            assertThat(figures.of(metric)).isEqualTo(new Estimate.Undefined(2, "no threshold was chosen"));
        }
        assertThat(figures.of(Metric.RMSE).note()).contains("does not apply");
    }

    @Test
    void predictions_that_are_not_numbers_are_refused() {
        assertThatThrownBy(() -> Rows.of(new double[] {Double.NaN}, new double[] {1}))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("NaN or infinite");
    }

    @Test
    void rows_do_not_show_themselves() {
        assertThat(Rows.of(new double[] {0.123}, new double[] {1}).toString()).doesNotContain("123");
    }
}

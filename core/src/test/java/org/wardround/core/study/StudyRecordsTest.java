package org.wardround.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardround.core.study.AcceptanceCriterion.Limit;
import org.wardround.core.study.AcceptanceCriterion.Over;
import org.wardround.core.study.StrategySpec.ServerRule;

class StudyRecordsTest {
    private static final double NAN = Double.NaN;
    private static final List<String> BINARY = List.of("0", "1");
    private static final LocalOptimizer SGD = new LocalOptimizer.Sgd(0.1, 0);
    private static final Range RANGE = new Range(0, 1);
    private static final String LEVEL_RULE =
            "'v': a category needs two different values or more, a binary has 0 and 1, other types have none; got %s for %s";

    static Stream<Arguments> wrongRecords() {
        return Stream.of(
                wrong("a range needs two finite numbers, the lower first, got [2.0, 1.0]", () -> new Range(2, 1)),
                wrong("a range needs two finite numbers, the lower first, got [1.0, 1.0]", () -> new Range(1, 1)),
                wrong("a range needs two finite numbers, the lower first, got [NaN, 1.0]", () -> new Range(NAN, 1)),
                wrong("'v' of type number needs a range", () -> variable(VariableType.NUMBER, null, List.of())),
                wrong("'v' of type binary has codes and no range", () -> variable(VariableType.BINARY, RANGE, BINARY)),
                wrong(
                        "'v' can't be a time-to-event: only an outcome can",
                        () -> variable(VariableType.TIME_TO_EVENT, RANGE, List.of())),
                wrong(
                        LEVEL_RULE.formatted("[a]", "category"),
                        () -> variable(VariableType.CATEGORY, null, List.of("a"))),
                wrong(
                        LEVEL_RULE.formatted("[a, a]", "category"),
                        () -> variable(VariableType.CATEGORY, null, List.of("a", "a"))),
                wrong(
                        LEVEL_RULE.formatted("[1, 0]", "binary"),
                        () -> variable(VariableType.BINARY, null, List.of("1", "0"))),
                wrong(LEVEL_RULE.formatted("[0, 1]", "number"), () -> variable(VariableType.NUMBER, RANGE, BINARY)),
                wrong(LEVEL_RULE.formatted("[]", "binary"), () -> outcome(VariableType.BINARY)),
                wrong(
                        "outcome 'v' must be number, integer, binary, category or time-to-event, got date",
                        () -> outcome(VariableType.DATE)),
                wrong("minimumPatients must be at least 1, got 0", () -> dictionary(0, List.of(age()))),
                wrong("a study needs at least one variable", () -> dictionary(1, List.of())),
                wrong("variable names must differ, got 'age' twice", () -> dictionary(1, List.of(age(), age()))),
                wrong(
                        "criterion on 'v' needs a range or values, and not both",
                        () -> new Criterion("v", null, List.of())),
                wrong(
                        "criterion on 'v' needs a range or values, and not both",
                        () -> new Criterion("v", RANGE, BINARY)),
                wrong(
                        "validation and test are shares that leave something to train on, got 0.5 and 0.5",
                        () -> new SplitSpec(0.5, 0.5, "")),
                wrong("rounds must be at least 1, got 0", () -> training(0, 1)),
                wrong("quorum must be at least 1, got 0", () -> training(1, 0)),
                wrong(
                        "early stopping needs patience ≥ 1 and minimumImprovement ≥ 0, got 0 and 0.0",
                        () -> new EarlyStopping(0, 0)),
                wrong(
                        "early stopping needs patience ≥ 1 and minimumImprovement ≥ 0, got 1 and Infinity",
                        () -> new EarlyStopping(1, Double.POSITIVE_INFINITY)),
                wrong("batchSize must be at least 1, or 'all', got -1", () -> local(-1, 0)),
                wrong("weightDecay must be 0 or more, got -0.1", () -> local(1, -0.1)),
                wrong("steps must be at least 1, got 0", () -> new LocalSpec.Work.Steps(0)),
                wrong("epochs must be at least 1, got 0", () -> new LocalSpec.Work.Epochs(0)),
                wrong("learningRate must be above 0, got 0.0", () -> new LocalOptimizer.Sgd(0, 0)),
                wrong("momentum must be from 0 to below 1, got 1.0", () -> new LocalOptimizer.Sgd(1, 1)),
                wrong(
                        "Adam needs beta1 and beta2 from 0 to below 1 and epsilon above 0, got 0.9, 1.0, 1.0E-8",
                        () -> new LocalOptimizer.Adam(0.1, 0.9, 1, 1e-8)),
                wrong("clip must be above 0, got 0.0", () -> strategy(0)),
                wrong("fraction must be above 0 up to 1, got 0.0", () -> new StrategySpec.Selection(0)),
                wrong("mu must be 0 or more, got -1.0", () -> new StrategySpec.LocalRule.Proximal(-1)),
                wrong("learningRate must be above 0, got NaN", () -> new ServerRule.Step(NAN)),
                wrong("momentum must be from 0 to below 1, got 1.0", () -> new ServerRule.Momentum(1, 1)),
                wrong("beta1 must be from 0 to below 1, got -0.1", () -> adaptive(-0.1, 1, 0)),
                wrong("tau must be above 0, got 0.0", () -> adaptive(0.9, 0, 0)),
                wrong("initialAccumulator must be 0 or more, got -1.0", () -> adaptive(0.9, 1, -1)),
                wrong("a threshold must be above 0 and below 1, got 1.0", () -> new ThresholdRule.Value(1)),
                wrong("a sensitivity must be above 0 and below 1, got 0.0", () -> new ThresholdRule.Sensitivity(0)),
                wrong("margin must be above 0, got 0.0", () -> evaluation(Metric.AUROC, 0)),
                wrong("the primary metric brier must be among the metrics", () -> evaluation(Metric.BRIER, 0.02)),
                wrong(
                        "calibrationSlope can't be the primary metric: it has an ideal value and no better end",
                        () -> evaluation(Metric.CALIBRATION_SLOPE, 0.02)),
                wrong(
                        "cuts of 'age' must be finite and ascending, got [50.0, 50.0]",
                        () -> new Subgroup("age", List.of(50.0, 50.0))),
                wrong(
                        "hidden layers have at least one unit, got [3, 0]",
                        () -> new ModelSpec.Mlp(List.of(3, 0), ModelSpec.Activation.RELU)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongRecords")
    void a_wrong_record_is_refused_with_the_rule_and_the_value(String message, ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void a_range_is_closed() {
        Range range = new Range(-3, 2);

        assertThat(range.contains(-3)).isTrue();
        assertThat(range.contains(2)).isTrue();
        assertThat(range.contains(Math.nextUp(2.0))).isFalse();
        assertThat(range.contains(NAN)).isFalse();
        assertThat(range.magnitude()).isEqualTo(3);
        assertThat(range.width()).isEqualTo(5);
    }

    @Test
    void a_label_stands_for_the_name_where_there_is_one() {
        assertThat(age().title()).isEqualTo("age");
        assertThat(new Variable("age", VariableType.NUMBER, "a", RANGE, List.of(), MissingPolicy.DROP, "Age").title())
                .isEqualTo("Age");
    }

    @Test
    void variables_are_found_by_name() {
        assertThat(dictionary(1, List.of(age())).indexOf("age")).isZero();
        assertThat(dictionary(1, List.of(age())).indexOf("sex")).isEqualTo(-1);
    }

    private static Arguments wrong(String message, ThrowingCallable making) {
        return Arguments.of(message, making);
    }

    private static Variable age() {
        return new Variable("age", VariableType.NUMBER, "a", RANGE, List.of(), MissingPolicy.DROP, "");
    }

    private static Variable variable(VariableType type, @Nullable Range range, List<String> levels) {
        return new Variable("v", type, "", range, levels, MissingPolicy.DROP, "");
    }

    private static Outcome outcome(VariableType type) {
        return new Outcome("v", type, "", null, List.of(), "");
    }

    private static DataDictionary dictionary(int minimumPatients, List<Variable> variables) {
        Outcome outcome = new Outcome("y", VariableType.BINARY, "", null, BINARY, "");
        return new DataDictionary(
                minimumPatients, variables, outcome, List.of(), Standardisation.NONE, new SplitSpec(0, 0, ""));
    }

    private static LocalSpec local(int batchSize, double weightDecay) {
        return new LocalSpec(new LocalSpec.Work.Steps(1), batchSize, SGD, weightDecay, new Schedule.Constant());
    }

    private static StrategySpec strategy(double clip) {
        return new StrategySpec(
                "fedavg",
                StrategySpec.Selection.ALL,
                clip,
                new StrategySpec.Aggregation.Mean(StrategySpec.Weights.ROWS),
                new StrategySpec.LocalRule.Plain(),
                new ServerRule.Step(1));
    }

    @Test
    void a_criterion_asks_for_what_is_better_and_what_can_be() {
        assertThat(new AcceptanceCriterion(Metric.AUROC, new Limit.AtLeast(0.75), new Over.All()).words())
                .isEqualTo("AUROC at least 0.75, over all sites together");
        assertThat(new AcceptanceCriterion(Metric.BRIER, new Limit.AtMost(0.2), new Over.EverySite()).words())
                .isEqualTo("Brier score at most 0.2, at every site");
        // A calibration slope must lie between two values: two criteria, one for each end.
        new AcceptanceCriterion(Metric.CALIBRATION_SLOPE, new Limit.AtLeast(0.8), new Over.All());
        new AcceptanceCriterion(Metric.CALIBRATION_SLOPE, new Limit.AtMost(1.2), new Over.Group("sex", "1"));
        refused(Metric.AUROC, new Limit.AtMost(0.9), "more auroc is better");
        refused(Metric.BRIER, new Limit.AtLeast(0.1), "less brier is better");
        refused(Metric.AUROC, new Limit.AtLeast(1), "above 0 and below 1, got 1.0");
        refused(Metric.AUROC, new Limit.AtLeast(0), "above 0 and below 1, got 0.0");
        refused(Metric.RMSE, new Limit.AtMost(-1), "above 0, got -1.0");
        refused(Metric.R2, new Limit.AtLeast(1), "below 1, got 1.0");
        refused(Metric.CALIBRATION_SLOPE, new Limit.AtLeast(Double.NaN), "finite");
        assertThatThrownBy(() -> new AcceptanceCriterion(
                        Metric.CONCORDANCE_ALL_PAIRS, new Limit.AtLeast(0.7), new Over.EverySite()))
                .hasMessageContaining("over all sites alone");
    }

    private static void refused(Metric metric, Limit limit, String message) {
        assertThatThrownBy(() -> new AcceptanceCriterion(metric, limit, new Over.All()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static ServerRule adaptive(double beta1, double tau, double initialAccumulator) {
        return new ServerRule.Adaptive(ServerRule.Kind.ADAM, 1, beta1, 0.99, tau, initialAccumulator);
    }

    private static TrainingSpec training(int rounds, int quorum) {
        return new TrainingSpec(new InitialParameters.Zeros(), strategy(1), rounds, quorum, local(1, 0), null);
    }

    private static EvaluationSpec evaluation(Metric primary, double margin) {
        return new EvaluationSpec(
                primary,
                List.of(Metric.AUROC, Metric.CALIBRATION_SLOPE),
                margin,
                new ThresholdRule.Youden(),
                List.of(),
                List.of(),
                null,
                List.of());
    }
}

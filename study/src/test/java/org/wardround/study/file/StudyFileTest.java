package org.wardround.study.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.identity.Sha256;
import org.wardround.core.study.AcceptanceCriterion;
import org.wardround.core.study.AcceptanceCriterion.Limit;
import org.wardround.core.study.AcceptanceCriterion.Over;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Comparator;
import org.wardround.core.study.Criterion;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.EarlyStopping;
import org.wardround.core.study.EvaluationSpec;
import org.wardround.core.study.Formula;
import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.Metric;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.MomentsRule;
import org.wardround.core.study.NewtonSpec;
import org.wardround.core.study.Range;
import org.wardround.core.study.Schedule;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.Study;
import org.wardround.core.study.Subgroup;
import org.wardround.core.study.Term;
import org.wardround.core.study.ThresholdRule;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.study.problem.Problem;

final class StudyFileTest {
    private static final Path GOOD = Path.of("src", "test", "resources", "org", "wardround", "study", "good");

    @TempDir
    Path folder;

    @Test
    void plain_study_gets_the_documented_defaults() {
        Study study = read("heart-disease.yaml");
        assertThat(study.data().split()).isEqualTo(new SplitSpec(0.15, 0.25, ""));
        assertThat(study.data().variables().get(0))
                .isEqualTo(new Variable(
                        "age", VariableType.NUMBER, "years", new Range(0, 120), List.of(), MissingPolicy.DROP, ""));
        assertThat(study.data().outcome().levels()).containsExactly("0", "1");
        TrainingSpec training = training(study);
        assertThat(training.quorum()).isEqualTo(1);
        assertThat(training.strategy().clip().initial()).isInfinite();
        assertThat(training.strategy().aggregation())
                .isEqualTo(new StrategySpec.Aggregation.Mean(StrategySpec.Weights.ROWS));
        assertThat(training.local())
                .isEqualTo(new LocalSpec(
                        new LocalSpec.Work.Steps(100),
                        4,
                        new LocalOptimizer.Sgd(0.001, 0),
                        0,
                        new Schedule.Constant()));
        assertThat(study.evaluation().threshold()).isEqualTo(new ThresholdRule.Value(0.5));
    }

    @Test
    void every_key_of_the_data_section_is_read() {
        DataDictionary data = read("everything.yaml").data();
        assertThat(data.minimumPatients()).isEqualTo(5);
        assertThat(data.variables())
                .extracting(Variable::missing)
                .containsExactly(
                        MissingPolicy.IMPUTE,
                        MissingPolicy.INDICATOR,
                        MissingPolicy.DROP,
                        MissingPolicy.DROP,
                        MissingPolicy.IMPUTE);
        assertThat(data.variables().get(2).levels()).containsExactly("I", "II", "III", "no");
        assertThat(data.variables().get(4).range()).isEqualTo(days("1900-01-01", "2020-12-31"));
        assertThat(data.cohort())
                .containsExactly(
                        new Criterion("age", new Range(18, 90), List.of()),
                        new Criterion("smoker", null, List.of("1")),
                        new Criterion("born on", days("1950-01-01", "2000-01-01"), List.of()));
        assertThat(data.standardisation()).isEqualTo(Standardisation.SITE);
        assertThat(data.moments()).isEqualTo(MomentsRule.EXACT);
        assertThat(data.split()).isEqualTo(new SplitSpec(0.2, 0.25, "fold"));
    }

    @Test
    void every_key_of_the_training_section_is_read() {
        Study study = read("everything.yaml");
        assertThat(((Analysis.Train) study.analysis()).model())
                .isEqualTo(new ModelSpec.Mlp(List.of(16, 8), ModelSpec.Activation.TANH));
        assertThat(training(study))
                .isEqualTo(new TrainingSpec(
                        new InitialParameters.FromFile("start.safetensors"),
                        new StrategySpec(
                                "fedadam",
                                new StrategySpec.Selection(0.5),
                                1.5,
                                new StrategySpec.Aggregation.Mean(StrategySpec.Weights.EQUAL),
                                new StrategySpec.LocalRule.Plain(),
                                new StrategySpec.ServerRule.Adaptive(
                                        StrategySpec.ServerRule.Kind.ADAM, 0.1, 0.8, 0.95, 0.01, 0.01 * 0.01)),
                        12,
                        3,
                        new LocalSpec(
                                new LocalSpec.Work.Epochs(2),
                                0,
                                new LocalOptimizer.Adam(1e-3, 0.85, 0.99, 1e-7),
                                0.01,
                                new Schedule.StepDecay(4, 0.5)),
                        new EarlyStopping(3, 0.001)));
    }

    @Test
    void every_kind_of_term_is_read() {
        Analysis.Fit fit = (Analysis.Fit) read("terms.yaml").analysis();
        assertThat(fit.model())
                .isEqualTo(new ModelSpec.Poisson(new Formula(
                        List.of(
                                new Term.Plain("sex"),
                                new Term.Spline("age", new Term.Knots.Placed(4)),
                                new Term.Spline("height", new Term.Knots.At(List.of(150.0, 165.5, 180.0))),
                                new Term.Polynomial("chol", 3, 240),
                                new Term.Category("cp", "4", Term.Contrasts.TREATMENT),
                                new Term.Category("stage", "III", Term.Contrasts.SUM),
                                new Term.Interaction(List.of("age", "sex", "cp"))),
                        "logYears",
                        "weight",
                        false)));
        assertThat(fit.newton())
                .isEqualTo(new NewtonSpec(new NewtonSpec.Penalty.Ridge(0.5), NewtonSpec.Ties.EFRON, 1e-9, 25, 2));
    }

    @Test
    void exact_regression_has_the_documented_defaults() {
        Analysis.Fit fit = (Analysis.Fit) read("mixed.yaml").analysis();
        assertThat(fit.model()).isEqualTo(new ModelSpec.Linear(new Formula(List.of(), "", "", true)));
        assertThat(fit.newton())
                .isEqualTo(new NewtonSpec(new NewtonSpec.Penalty.None(), NewtonSpec.Ties.EFRON, 1e-10, 30, 1));
        assertThat(read("mixed.yaml").data().split()).isEqualTo(new SplitSpec(0, 0.25, ""));
    }

    @Test
    void offset_of_a_linear_model_may_be_as_wide_as_its_outcome() throws IOException {
        String text = Files.readString(GOOD.resolve("mixed.yaml"))
                .replace("  outcome:", "    - {name: before, type: number, range: [60, 260]}\n  outcome:")
                .replace("randomIntercept: site", "offset: before");
        Path file = Files.writeString(folder.resolve("study.yaml"), text);
        assertThat(StudyFile.read(file).study().analysis()).isInstanceOf(Analysis.Fit.class);
    }

    @Test
    void interaction_without_its_main_effects_is_worth_a_warning() throws IOException {
        String text = Files.readString(GOOD.resolve("terms.yaml")).replace("    - sex\n", "");
        Path file = Files.writeString(folder.resolve("study.yaml"), text);
        assertThat(StudyFile.read(file).warnings())
                .extracting(Problem::message)
                .containsExactly(
                        "sex stands in an interaction and not as a term of its own, so its effect elsewhere is taken to be 0; add it to terms");
    }

    @Test
    void every_key_of_the_evaluation_section_is_read() {
        EvaluationSpec evaluation = read("everything.yaml").evaluation();
        assertThat(evaluation.primary()).isEqualTo(Metric.BRIER);
        assertThat(evaluation.metrics()).containsExactly(Metric.BRIER, Metric.AUROC);
        assertThat(evaluation.margin()).isEqualTo(0.01);
        assertThat(evaluation.threshold()).isEqualTo(new ThresholdRule.Sensitivity(0.95));
        assertThat(evaluation.comparators()).containsExactly(Comparator.LOCAL, Comparator.POOLED);
        assertThat(evaluation.subgroups())
                .containsExactly(
                        new Subgroup("stage", List.of()),
                        new Subgroup("age", List.of(50.0, 65.0)),
                        new Subgroup("born on", List.of(0.0)));
        assertThat(evaluation.acceptance())
                .containsExactly(
                        new AcceptanceCriterion(Metric.AUROC, new Limit.AtLeast(0.75), new Over.All()),
                        new AcceptanceCriterion(Metric.BRIER, new Limit.AtMost(0.2), new Over.EverySite()),
                        new AcceptanceCriterion(Metric.AUROC, new Limit.AtLeast(0.7), new Over.Group("age", "")),
                        new AcceptanceCriterion(Metric.AUROC, new Limit.AtLeast(0.65), new Over.Group("stage", "no")));
    }

    @Test
    void criteria_of_acceptance_are_part_of_what_is_hashed_and_signed() throws IOException {
        String text = Files.readString(GOOD.resolve("everything.yaml"));
        Path strict = Files.writeString(folder.resolve("strict.yaml"), text);
        Path lax = Files.writeString(folder.resolve("lax.yaml"), text.replace("atLeast: 0.75", "atLeast: 0.55"));
        assertThat(StudyFile.read(lax).hash())
                .isNotEqualTo(StudyFile.read(strict).hash());
    }

    @Test
    void comparators_are_trained_as_the_study_says_and_else_as_the_federated_model() {
        TrainingSpec comparators = read("everything.yaml").evaluation().comparatorTraining();
        assertThat(comparators).isNotNull();
        assertThat(comparators.strategy().name()).isEqualTo("fedavg");
        assertThat(comparators.rounds()).isEqualTo(1);
        assertThat(comparators.initial()).isEqualTo(new InitialParameters.Uniform());
        assertThat(comparators.local().optimizer()).isEqualTo(new LocalOptimizer.Sgd(0.1, 0.9));
        assertThat(comparators.earlyStopping()).isEqualTo(new EarlyStopping(3, 0.001));
    }

    @Test
    void study_without_training_evaluates_an_existing_model() {
        Study study = read("validation.yaml");
        assertThat(study.analysis()).isEqualTo(new Analysis.Validate("../model"));
        assertThat(study.evaluation().metrics()).containsExactly(Metric.CONCORDANCE, Metric.CONCORDANCE_ALL_PAIRS);
    }

    @Test
    void each_strategy_of_the_schema_becomes_its_parts() throws IOException {
        assertThat(strategy("type: fedavgm").server()).isEqualTo(new StrategySpec.ServerRule.Momentum(1, 0.9));
        assertThat(strategy("type: fedprox, mu: 0.1").local()).isEqualTo(new StrategySpec.LocalRule.Proximal(0.1));
        assertThat(strategy("type: scaffold").local()).isEqualTo(new StrategySpec.LocalRule.ControlVariates());
        assertThat(strategy("type: fednova").local()).isEqualTo(new StrategySpec.LocalRule.Normalised());
        assertThat(strategy("type: fedyogi, serverLearningRate: 0.1").server())
                .isEqualTo(new StrategySpec.ServerRule.Adaptive(
                        StrategySpec.ServerRule.Kind.YOGI, 0.1, 0.9, 0.99, 0.001, 0.001 * 0.001));
        assertThat(strategy("type: fedadagrad, serverLearningRate: 0.1, initialAccumulator: 0")
                        .server())
                .isEqualTo(new StrategySpec.ServerRule.Adaptive(
                        StrategySpec.ServerRule.Kind.ADAGRAD, 0.1, 0.9, 0.99, 0.001, 0));
    }

    @Test
    void fedsgd_takes_all_rows_unless_told() throws IOException {
        String text = Files.readString(GOOD.resolve("heart-disease.yaml"))
                .replace("type: fedavg", "type: fedsgd, serverLearningRate: 0.1")
                .replaceAll("  local: .*\n", "");
        TrainingSpec training = training(read("fedsgd", text).study());
        assertThat(training.strategy().local()).isEqualTo(new StrategySpec.LocalRule.Gradient());
        assertThat(training.local().batchSize()).isZero();
    }

    @Test
    void hash_is_that_of_the_bytes() throws IOException {
        StudyFile file = StudyFile.read(GOOD.resolve("heart-disease.yaml"));
        assertThat(file.hash()).isEqualTo(Sha256.of(Files.readAllBytes(GOOD.resolve("heart-disease.yaml"))));
        assertThat(file.bytes()).isEqualTo(Files.readAllBytes(GOOD.resolve("heart-disease.yaml")));
    }

    @Test
    void byte_order_mark_and_carriage_returns_are_read() throws IOException {
        String text = Files.readString(GOOD.resolve("heart-disease.yaml"));
        assertThat(read("windows", "\uFEFF" + text.replace("\n", "\r\n")).study())
                .isEqualTo(read("heart-disease.yaml"));
    }

    @Test
    void patience_that_never_ends_training_is_a_warning() throws IOException {
        String text = Files.readString(GOOD.resolve("heart-disease.yaml"))
                .replace("  rounds: 15\n", "  rounds: 15\n  earlyStopping: {patience: 15}\n");
        assertThat(read("patient", text).warnings())
                .extracting(Problem::message)
                .containsExactly("patience 15 is not below rounds 15, so training never stops early");
    }

    private StrategySpec strategy(String keys) throws IOException {
        String text = Files.readString(GOOD.resolve("heart-disease.yaml")).replace("type: fedavg", keys);
        return training(read("strategy", text).study()).strategy();
    }

    private StudyFile read(String name, String text) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, text);
        return StudyFile.read(file);
    }

    private static Study read(String name) {
        return StudyFile.read(GOOD.resolve(name)).study();
    }

    private static TrainingSpec training(Study study) {
        return ((Analysis.Train) study.analysis()).training();
    }

    private static Range days(String first, String last) {
        return new Range(
                LocalDate.parse(first).toEpochDay(), LocalDate.parse(last).toEpochDay());
    }
}

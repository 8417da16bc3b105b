package org.wardround.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.random.SeededStream;
import org.wardround.core.strategy.FederatedTraining;
import org.wardround.core.strategy.NewtonSums;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.strategy.TrainingSize;
import org.wardround.core.strategy.TrainingState;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.Range;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.FixedPoint;
import org.wardround.core.update.Bounding;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.VectorWriter;
import org.wardround.learning.model.LossGradient;
import org.wardround.learning.model.Model;
import org.wardround.learning.model.Rows;
import org.wardround.testkit.Property;

/** Newton's method by private sums, over two sites. */
class NewtonTrainingTest {
    private static final int FEATURES = 3;
    private static final int PARAMETERS = FEATURES + 1;
    private static final double RIDGE = 0.05;

    private enum Kind {
        LINEAR(new ModelSpec.Linear(), new Outcome("y", VariableType.NUMBER, "", new Range(-99, 99), List.of(), "")),
        LOGISTIC(new ModelSpec.Logistic(), Federation.BINARY),
        POISSON(new ModelSpec.Poisson(), new Outcome("y", VariableType.INTEGER, "", new Range(0, 99), List.of(), ""));

        private final Model model;
        private final Outcome outcome;

        Kind(ModelSpec spec, Outcome outcome) {
            this.model = Model.of(spec, outcome, FEATURES);
            this.outcome = outcome;
        }

        Dataset rows(SeededStream random, int count) {
            double[] x = new double[count * FEATURES];
            double[] y = new double[count];
            int[] patients = new int[count];
            for (int row = 0; row < count; row++) {
                double predictor = 0.15;
                for (int j = 0; j < FEATURES; j++) {
                    x[row * FEATURES + j] = random.nextGaussian();
                    predictor += (0.3 - 0.2 * j) * x[row * FEATURES + j];
                }
                y[row] = switch (this) {
                    case LINEAR -> predictor + random.nextGaussian();
                    case LOGISTIC -> random.nextDouble() < 1 / (1 + StrictMath.exp(-predictor)) ? 1 : 0;
                    case POISSON -> Math.rint(StrictMath.exp(predictor) * random.nextDouble() * 2);
                };
                patients[row] = row;
            }
            return Dataset.of(FEATURES, x, y, patients);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void second_derivatives_are_the_differences_of_slopes(Kind kind) {
        Property.forSeeds(20, random -> {
            Dataset data = kind.rows(random, 7);
            LossGradient loss = kind.model.lossGradient(data);
            double[] at = new double[PARAMETERS];
            Arrays.setAll(at, i -> 0.5 * random.nextGaussian());
            double[] sums = new double[(int) NewtonSums.length(PARAMETERS)];
            loss.curvature(at, Rows.all(7), sums);

            assertThat(Arrays.copyOf(sums, PARAMETERS)).containsExactly(slopes(loss, at), within(1e-15));
            int next = PARAMETERS;
            for (int i = 0; i < PARAMETERS; i++) {
                double[] above = at.clone();
                double[] below = at.clone();
                above[i] += 1e-5;
                below[i] -= 1e-5;
                double[] high = slopes(loss, above);
                double[] low = slopes(loss, below);
                for (int j = i; j < PARAMETERS; j++) {
                    assertThat(sums[next++])
                            .isCloseTo((high[j] - low[j]) / 2e-5 * (i == j ? 1 : Math.sqrt(2)), within(1e-6));
                }
            }
        });
    }

    private static double[] slopes(LossGradient loss, double[] at) {
        double[] slopes = new double[PARAMETERS];
        loss.gradient(at, Rows.all(7), slopes);
        return slopes;
    }

    /** Without noise the slopes of the mean loss over sites of equal weight, and of the ridge, vanish at the model; and with a clip norm beyond what patients add, rounding to units is all that is between. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void with_no_noise_and_a_wide_norm_the_steps_come_to_the_optimum(Kind kind) {
        SeededStream random = SeededStream.of(3, "newton", kind);
        List<SiteData> sites =
                List.of(Federation.site("a", kind.rows(random, 400)), Federation.site("b", kind.rows(random, 400)));

        double[] exact = fit(kind, sites, spec(), LocalTraining.NO_PRIVACY);
        double[] slopes = new double[PARAMETERS];
        for (SiteData site : sites) {
            double[] own = new double[PARAMETERS];
            kind.model.lossGradient(site.training()).gradient(exact, Rows.all(400), own);
            Arrays.setAll(slopes, i -> slopes[i] + own[i] / 2);
        }
        for (int i = 0; i < PARAMETERS; i++) {
            assertThat(slopes[i] + (i < FEATURES ? RIDGE * exact[i] : 0)).isCloseTo(0, within(1e-9));
        }

        TrainingSpec noisy = spec().with(new PrivateTraining(new PrivateTraining.Limit.Noise(1), 1e-5, 1, 128));
        double[] summed = fit(kind, sites, noisy, (wanted, steps, count) -> () -> SILENT);
        assertThat(summed).containsExactly(exact, within(1e-2));
        assertThat(summed).isNotEqualTo(exact);
    }

    @Test
    void a_model_of_several_predictors_has_no_such_sums() {
        Outcome classes = new Outcome("y", VariableType.CATEGORY, "", null, List.of("a", "b", "c"), "");
        Model model = Model.of(new ModelSpec.Logistic(), classes, 1);
        Dataset data = Dataset.of(1, new double[1], new double[1], new int[1]);

        assertThatThrownBy(() -> model.lossGradient(data).curvature(new double[6], Rows.all(1), new double[27]))
                .isInstanceOf(IllegalStateException.class);
    }

    private static double[] fit(Kind kind, List<SiteData> sites, TrainingSpec spec, StepPrivacy.Maker noise) {
        LocalTraining local = new LocalTraining(kind.model, spec, 7, noise, sites.size());
        FederatedTraining training = new FederatedTraining(
                spec, TrainingSize.of(sites.size(), PARAMETERS, kind.outcome), VectorWriter.Factory.IN_MEMORY);
        TrainingState state = training.start(ArrayVector.owning(new double[PARAMETERS]));
        while (training.next(state).orElseThrow() instanceof TrainingTask.Train task) {
            Accumulator sum = new Accumulator(task.layout());
            for (SiteData site : sites) {
                Bounding.Outcome bounded = new Bounding(task.form().maxNorm(), 0.5)
                        .bound(local.run(task, site, ArrayVector.EMPTY).update());
                sum.add(FixedPoint.encode(
                        task.layout(),
                        ((Bounding.Outcome.Bounded) bounded).update().values()));
            }
            state = training.step(state, sum.sum());
        }
        return state.model().toArray();
    }

    private static TrainingSpec spec() {
        StrategySpec strategy = new StrategySpec(
                "fednewton",
                StrategySpec.Selection.ALL,
                Double.POSITIVE_INFINITY,
                new StrategySpec.Aggregation.Mean(StrategySpec.Weights.EQUAL),
                new StrategySpec.LocalRule.Curvature(),
                new StrategySpec.ServerRule.Newton(RIDGE));
        return new TrainingSpec(
                new InitialParameters.Zeros(),
                strategy,
                12,
                1,
                Specifications.batches(1, 400, new LocalOptimizer.Sgd(1, 0)),
                null);
    }

    private static final StepPrivacy SILENT = new StepPrivacy() {
        @Override
        public boolean takesPart() {
            return true;
        }

        @Override
        public void addNoise(long[] sum) {}

        @Override
        public double sigma() {
            return 0;
        }
    };
}

package org.wardround.simulation.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.strategy.FederatedTraining;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.strategy.TrainingSegments;
import org.wardround.core.strategy.TrainingSize;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.Range;
import org.wardround.core.study.Schedule;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.MaskedSum;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.VectorWriter;
import org.wardround.inference.program.Exchange.RoundResult;
import org.wardround.inference.program.SumQuestion;
import org.wardround.learning.model.Model;
import org.wardround.learning.training.LocalTraining;
import org.wardround.learning.training.SiteData;
import org.wardround.privacy.secure.SecureStep;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.testkit.crypto.RememberedCrypto;

/** The noise of a private gradient, as it comes out of a sum under masks: of patients whose gradients are zero, so that nothing else is in it. */
@ExtendWith(RememberedCrypto.class)
class SharedNoiseTest {
    private static final int FEATURES = 40_000;
    /** Slopes and curvature of 199 parameters are 199 + 199·200/2 = 20,099 numbers. */
    private static final int NEWTON_FEATURES = 198;

    private static final double MULTIPLIER = 0.8;
    /** A standard normal number is below this with probability 1e-6. */
    private static final double LOW = -4.7534;

    private static final Outcome NUMBER = new Outcome("y", VariableType.NUMBER, "", new Range(-9, 9), List.of(), "");

    /** A strategy of one sum a round. */
    private record Asked(int features, StrategySpec.LocalRule rule, StrategySpec.ServerRule server) {
        private static final Asked GRADIENT =
                new Asked(FEATURES, new StrategySpec.LocalRule.Gradient(), new StrategySpec.ServerRule.Step(1));
        private static final Asked CURVATURE = new Asked(
                NEWTON_FEATURES, new StrategySpec.LocalRule.Curvature(), new StrategySpec.ServerRule.Newton(1));

        FederatedTraining training(int sites, int colluders) {
            return new FederatedTraining(
                    spec(colluders), new TrainingSize(sites, features + 1, 20), VectorWriter.Factory.IN_MEMORY);
        }

        TrainingSpec spec(int colluders) {
            return SharedNoiseTest.spec(colluders, this);
        }

        LocalTraining site(int colluders, StepPrivacy.Maker noise, int sites) {
            Model flat = Model.of(new ModelSpec.Linear(), NUMBER, features);
            return new LocalTraining(flat, spec(colluders), 7, noise, sites);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "5, 0", "5, 1", "7, 2", "10, 3"})
    void whoever_drops_out_and_tells_the_noise_that_is_left_is_at_or_above_what_is_claimed(int sites, int colluders) {
        requireNoise(Asked.GRADIENT, sites, colluders);
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "5, 1", "7, 2"})
    void so_is_that_of_newtons_sums(int sites, int colluders) {
        requireNoise(Asked.CURVATURE, sites, colluders);
    }

    private static void requireNoise(Asked asked, int sites, int colluders) {
        FederatedTraining training = asked.training(sites, colluders);
        TrainingTask task = training.next(training.start(ArrayVector.owning(new double[asked.features + 1])))
                .orElseThrow();
        int threshold = MaskedSum.threshold(sites);
        assertThat(training.leastSites()).isEqualTo(threshold);
        for (int dropouts = 0; dropouts <= sites - threshold; dropouts++) {
            double[] noise = noise(asked, sites, colluders, dropouts, task);
            double ratio = variance(noise);
            // The mean of n squares of normal numbers has the standard deviation √(2/n).
            double z = (ratio - 1) / Math.sqrt(2.0 / noise.length);
            assertThat(z).as("%d sites, %d dropouts", sites, dropouts).isGreaterThan(LOW);
            // And no more than the shares of those who are left and honest.
            assertThat(ratio)
                    .isLessThan((1 + 5.7 / Math.sqrt(noise.length / 2.0))
                            * (sites - dropouts - colluders)
                            / (threshold - colluders));
        }
    }

    /** Over the σ² that is claimed. */
    private static double variance(double[] noise) {
        double squares = 0;
        for (double value : noise) {
            assertThat(value).isEqualTo(Math.rint(value));
            squares += value * value;
        }
        double claimed = MULTIPLIER * StepPrivacy.UNITS;
        return squares / noise.length / (claimed * claimed);
    }

    /** What is left once colluders have taken off their own. */
    private static double[] noise(Asked asked, int sites, int colluders, int dropouts, TrainingTask task) {
        SortedSet<SiteId> all = new TreeSet<>();
        for (int i = 0; i < sites; i++) {
            all.add(new SiteId("site-%02d".formatted(i)));
        }
        List<SiteId> order = List.copyOf(all);
        LocalTraining honest = asked.site(colluders, TrainingNoise::chance, sites);
        // Who tells the noise might as well have added none.
        LocalTraining telling = asked.site(colluders, (wanted, steps, count) -> () -> SILENT, sites);
        Leaving last = (site, plan) -> order.indexOf(site) >= sites - dropouts
                ? Optional.of(order.indexOf(site) % 2 == 0 ? SecureStep.INPUT : SecureStep.SHARES)
                : Optional.empty();
        RoundResult result = new MaskedExchange(Workers.inline(), last, ReleaseLog.NONE)
                .ask(new SumQuestion(
                        new RoundPlan(1, task.kind(), all, 1),
                        task.layout(),
                        new SumQuestion.Weighting(site -> 1.0 / sites, Double.POSITIVE_INFINITY),
                        site -> (order.indexOf(site) < colluders ? telling : honest)
                                .run(task, nobody(site, asked.features), ArrayVector.EMPTY)
                                .update()));
        assertThat(result.sum().contributors()).isEqualTo(sites - dropouts);
        // Of one patient whose record is all zeros nothing is left but the intercept's curvature, which comes last.
        int length =
                Math.toIntExact(task.layout().segment(TrainingSegments.UPDATE).length());
        int free = asked == Asked.CURVATURE ? length - 1 : asked.features;
        double[] sum = new double[free];
        result.sum().read(TrainingSegments.UPDATE, 0, sum, free);
        return sum;
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

    private static SiteData nobody(SiteId site, int features) {
        Dataset row = Dataset.of(features, new double[features], new double[1], new int[1]);
        Dataset none = Dataset.of(features, new double[0], new double[0], new int[0]);
        return new SiteData(site, row, none);
    }

    private static TrainingSpec spec(int colluders, Asked asked) {
        StrategySpec strategy = new StrategySpec(
                "one sum",
                StrategySpec.Selection.ALL,
                Double.POSITIVE_INFINITY,
                new StrategySpec.Aggregation.Mean(StrategySpec.Weights.EQUAL),
                asked.rule,
                asked.server);
        LocalSpec local =
                new LocalSpec(new LocalSpec.Work.Steps(1), 8, new LocalOptimizer.Sgd(1, 0), 0, new Schedule.Constant());
        return new TrainingSpec(new InitialParameters.Zeros(), strategy, 1, 1, local, null)
                .with(new PrivateTraining(
                        new PrivateTraining.Limit.Noise(MULTIPLIER),
                        1e-5,
                        1,
                        1,
                        new PrivateTraining.Share.Distributed(colluders)));
    }
}

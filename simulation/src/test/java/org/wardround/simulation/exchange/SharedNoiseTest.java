package org.wardround.simulation.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
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

/** The noise of a private gradient, as it comes out of a sum under masks: of patients whose gradients are zero, so that nothing else is in it. */
class SharedNoiseTest {
    private static final int FEATURES = 40_000;
    private static final double MULTIPLIER = 0.8;
    /** A standard normal number is below this with probability 1e-6. */
    private static final double LOW = -4.7534;

    private static final Outcome NUMBER = new Outcome("y", VariableType.NUMBER, "", new Range(-9, 9), List.of(), "");
    private static final Model FLAT = Model.of(new ModelSpec.Linear(), NUMBER, FEATURES);

    @ParameterizedTest
    @CsvSource({"3, 1", "5, 0", "5, 1", "7, 2", "10, 3"})
    void whoever_drops_out_and_tells_the_noise_that_is_left_is_at_or_above_what_is_claimed(int sites, int colluders) {
        TrainingSpec spec = spec(colluders);
        FederatedTraining training =
                new FederatedTraining(spec, new TrainingSize(sites, FEATURES + 1, 20), VectorWriter.Factory.IN_MEMORY);
        TrainingTask task = training.next(training.start(ArrayVector.owning(new double[FEATURES + 1])))
                .orElseThrow();
        int threshold = MaskedSum.threshold(sites);
        assertThat(training.leastSites()).isEqualTo(threshold);
        for (int dropouts = 0; dropouts <= sites - threshold; dropouts++) {
            double ratio = variance(sites, colluders, dropouts, spec, task);
            // The mean of n squares of normal numbers has the standard deviation √(2/n).
            double z = (ratio - 1) / Math.sqrt(2.0 / FEATURES);
            assertThat(z).as("%d sites, %d dropouts", sites, dropouts).isGreaterThan(LOW);
            // And no more than the shares of those who are left and honest.
            assertThat(ratio).isLessThan(1.04 * (sites - dropouts - colluders) / (threshold - colluders));
        }
    }

    /** Of what is left once colluders have taken off their own, over the σ² that is claimed. */
    private static double variance(int sites, int colluders, int dropouts, TrainingSpec spec, TrainingTask task) {
        SortedSet<SiteId> all = new TreeSet<>();
        for (int i = 0; i < sites; i++) {
            all.add(new SiteId("site-%02d".formatted(i)));
        }
        List<SiteId> order = List.copyOf(all);
        LocalTraining honest = new LocalTraining(FLAT, spec, 7, TrainingNoise::chance, sites);
        // Who tells the noise might as well have added none.
        LocalTraining telling = new LocalTraining(FLAT, spec, 7, (wanted, steps, count) -> () -> SILENT, sites);
        Leaving last = (site, plan) -> order.indexOf(site) >= sites - dropouts
                ? Optional.of(order.indexOf(site) % 2 == 0 ? SecureStep.INPUT : SecureStep.SHARES)
                : Optional.empty();
        RoundResult result = new MaskedExchange(Workers.inline(), last, ReleaseLog.NONE)
                .ask(new SumQuestion(
                        new RoundPlan(1, task.kind(), all, 1),
                        task.layout(),
                        new SumQuestion.Weighting(site -> 1.0 / sites, Double.POSITIVE_INFINITY),
                        site -> (order.indexOf(site) < colluders ? telling : honest)
                                .run(task, nobody(site), ArrayVector.EMPTY)
                                .update()));
        assertThat(result.sum().contributors()).isEqualTo(sites - dropouts);
        double[] sum = new double[FEATURES];
        result.sum().read(TrainingSegments.UPDATE, 0, sum, FEATURES);
        double squares = 0;
        for (double value : sum) {
            assertThat(value).isEqualTo(Math.rint(value));
            squares += value * value;
        }
        double claimed = MULTIPLIER * StepPrivacy.UNITS;
        return squares / FEATURES / (claimed * claimed);
    }

    private static final StepPrivacy SILENT = new StepPrivacy() {
        @Override
        public boolean takesPart() {
            return true;
        }

        @Override
        public void addNoise(long[] sum) {}
    };

    private static SiteData nobody(SiteId site) {
        Dataset row = Dataset.of(FEATURES, new double[FEATURES], new double[1], new int[1]);
        Dataset none = Dataset.of(FEATURES, new double[0], new double[0], new int[0]);
        return new SiteData(site, row, none);
    }

    private static TrainingSpec spec(int colluders) {
        StrategySpec strategy = new StrategySpec(
                "fedsgd",
                StrategySpec.Selection.ALL,
                Double.POSITIVE_INFINITY,
                new StrategySpec.Aggregation.Mean(StrategySpec.Weights.EQUAL),
                new StrategySpec.LocalRule.Gradient(),
                new StrategySpec.ServerRule.Step(1));
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

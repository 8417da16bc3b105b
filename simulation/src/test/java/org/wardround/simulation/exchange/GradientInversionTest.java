package org.wardround.simulation.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.strategy.FederatedTraining;
import org.wardround.core.strategy.TrainingSegments;
import org.wardround.core.strategy.TrainingSize;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.study.Formula;
import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.Schedule;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.VectorWriter;
import org.wardround.inference.program.Exchange;
import org.wardround.inference.program.SiteWork;
import org.wardround.inference.program.SumQuestion;
import org.wardround.learning.model.Model;
import org.wardround.learning.training.LocalTraining;
import org.wardround.learning.training.SiteData;
import org.wardround.privacy.training.TrainingNoise;

/**
 * Whoever reads what one hospital sends of a batch of one patient has the patient: of a layer's unit the change of each weight is that of its bias times the patient's value (closed form, no search). So it
 * is with an update in the clear, and neither with what the coordinator sees of it under masks nor with one under differential privacy.
 *
 * @see <a href="https://arxiv.org/abs/1711.07076">Phong et al. 2017, section 3</a>
 */
class GradientInversionTest {
    private static final int FEATURES = 30;
    private static final long SEED = 11;
    private static final List<SiteId> SITES = List.of(new SiteId("alder"), new SiteId("birch"), new SiteId("cedar"));
    private static final Outcome EVENT = new Outcome("event", VariableType.BINARY, "", null, List.of("0", "1"), "");

    static List<ModelSpec> models() {
        return List.of(
                new ModelSpec.Logistic(),
                new ModelSpec.Mlp(List.of(16, 8), ModelSpec.Activation.TANH, Formula.EVERY_VARIABLE));
    }

    @ParameterizedTest
    @MethodSource("models")
    void one_patient_is_read_from_an_update_in_the_clear(ModelSpec spec) {
        Attack attack = new Attack(spec);
        Map<SiteId, long[]> seen = attack.seen(log -> new InProcessExchange(Workers.inline(), Dropout.NONE, log));
        for (SiteId site : SITES) {
            assertThat(attack.bestGuess(site, seen.get(site))).isGreaterThan(0.999);
        }
    }

    /** Best of as many guesses as the layer has units. Two random directions among 30 have a cosine above 0.9 less than once in 10^9. */
    @ParameterizedTest
    @MethodSource("models")
    void under_masks_nothing_is(ModelSpec spec) {
        Attack attack = new Attack(spec);
        Map<SiteId, long[]> seen =
                attack.seen(log -> new MaskedExchange(Workers.inline(), (site, plan) -> Optional.empty(), log));
        for (SiteId site : SITES) {
            assertThat(attack.bestGuess(site, seen.get(site))).isLessThan(0.9);
        }
    }

    /** In the clear, at a round of ε = 3: what is read is the noise. With next to no noise the same attack finds the patient. */
    @ParameterizedTest
    @MethodSource("models")
    void under_differential_privacy_nothing_is(ModelSpec spec) {
        assertThat(Attack.under(spec, new PrivateTraining.Limit.Epsilon(3)).best())
                .isLessThan(0.9);
        assertThat(Attack.under(spec, new PrivateTraining.Limit.Noise(1e-3)).best())
                .isGreaterThan(0.9);
    }

    private interface Channel {
        Exchange open(ReleaseLog log);
    }

    /** A round of training at hospitals with one patient each, and what can be worked out from what they send. */
    private static final class Attack {
        private final Model model;
        private final TrainingTask task;
        private final LocalTraining training;
        private final SortedMap<SiteId, double[]> patients = new TreeMap<>();

        Attack(ModelSpec spec) {
            this(spec, StrategySpec.Weights.ROWS, null);
        }

        static Attack under(ModelSpec spec, PrivateTraining.Limit limit) {
            return new Attack(spec, StrategySpec.Weights.EQUAL, new PrivateTraining(limit, 1e-5, 1, 1));
        }

        private Attack(ModelSpec spec, StrategySpec.Weights weights, @Nullable PrivateTraining privacy) {
            model = Model.of(spec, EVENT, FEATURES);
            TrainingSpec oneStep = new TrainingSpec(
                    new InitialParameters.Uniform(),
                    new StrategySpec(
                            "fedavg",
                            StrategySpec.Selection.ALL,
                            Double.POSITIVE_INFINITY,
                            new StrategySpec.Aggregation.Mean(weights),
                            new StrategySpec.LocalRule.Plain(),
                            new StrategySpec.ServerRule.Step(1)),
                    1,
                    1,
                    new LocalSpec(
                            new LocalSpec.Work.Steps(1), 1, new LocalOptimizer.Sgd(0.1, 0), 0, new Schedule.Constant()),
                    null,
                    privacy);
            training = new LocalTraining(model, oneStep, SEED, TrainingNoise::chance, SITES.size());
            double[] initial = model.shape().initial(oneStep.initial(), SEED);
            FederatedTraining rounds = new FederatedTraining(
                    oneStep, new TrainingSize(SITES.size(), initial.length, 20), VectorWriter.Factory.IN_MEMORY);
            task = rounds.next(rounds.start(ArrayVector.owning(initial))).orElseThrow();
            for (SiteId site : SITES) {
                SeededStream random = SeededStream.of(SEED, "patient", site);
                double[] values = new double[FEATURES];
                Arrays.setAll(values, i -> random.nextGaussian());
                patients.put(site, values);
            }
        }

        private SiteWork work() {
            return site -> {
                Dataset one = Dataset.of(FEATURES, patients.get(site).clone(), new double[] {1}, new int[1]);
                Dataset nobody = Dataset.of(FEATURES, new double[0], new double[0], new int[0]);
                return training.run(task, new SiteData(site, one, nobody), ArrayVector.EMPTY)
                        .update();
            };
        }

        /** All words that leave each site. */
        Map<SiteId, long[]> seen(Channel channel) {
            Map<SiteId, long[]> seen = new ConcurrentHashMap<>();
            Exchange exchange = channel.open(release -> {
                long[] words = new long[(int) release.length()];
                int[] at = {0};
                release.writeTo((block, count) -> {
                    System.arraycopy(block, 0, words, at[0], count);
                    at[0] += count;
                });
                seen.put(release.order().site(), words);
            });
            RoundPlan plan = new RoundPlan(1, task.kind(), new TreeSet<>(SITES), SITES.size());
            SumQuestion.Weighting equal =
                    new SumQuestion.Weighting(site -> 1.0 / SITES.size(), Double.POSITIVE_INFINITY);
            assertThat(exchange.ask(new SumQuestion(plan, task.layout(), equal, work()))
                            .isCommitted())
                    .isTrue();
            return seen;
        }

        /** At the site where it comes nearest, in the clear. */
        double best() {
            Map<SiteId, long[]> seen = seen(log -> new InProcessExchange(Workers.inline(), Dropout.NONE, log));
            return SITES.stream()
                    .mapToDouble(site -> bestGuess(site, seen.get(site)))
                    .max()
                    .orElseThrow();
        }

        /** The largest cosine between a site's patient and what one of the first layer's units gives. */
        double bestGuess(SiteId site, long[] words) {
            SumLayout layout = task.layout();
            int start = (int) layout.start(TrainingSegments.UPDATE);
            int units = model.shape().tensors().get(1).size();
            double best = -1;
            for (int unit = 0; unit < units; unit++) {
                double ofBias = words[start + units * FEATURES + unit];
                double[] guess = new double[FEATURES];
                for (int i = 0; i < FEATURES; i++) {
                    guess[i] = words[start + unit * FEATURES + i] / ofBias;
                }
                best = Math.max(best, cosine(guess, patients.get(site)));
            }
            return best;
        }

        private static double cosine(double[] one, double[] other) {
            double product = 0;
            double squares = 0;
            double otherSquares = 0;
            for (int i = 0; i < one.length; i++) {
                product += one[i] * other[i];
                squares += one[i] * one[i];
                otherSquares += other[i] * other[i];
            }
            return product / StrictMath.sqrt(squares * otherSquares);
        }
    }
}

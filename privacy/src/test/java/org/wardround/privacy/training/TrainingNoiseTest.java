package org.wardround.privacy.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.FederationException;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.PrivateTraining.Limit;
import org.wardround.core.study.PrivateTraining.Share;
import org.wardround.privacy.accounting.Mechanism;
import org.wardround.privacy.accounting.RenyiAccountant;
import org.wardround.privacy.accounting.Use;

final class TrainingNoiseTest {
    private static final double DELTA = 1e-5;

    private static PrivateTraining wanted(Limit limit) {
        return new PrivateTraining(limit, DELTA, 0.04, 1);
    }

    /** Opacus' tests have σ = 1.416 for ε = 8 and 2,250 steps at a rate of 0.04; counting at whole orders alone costs a little more noise. */
    @Test
    void the_noise_keeps_the_limit_and_no_noticeably_less_would() {
        TrainingNoise noise = TrainingNoise.of(wanted(new Limit.Epsilon(8)), 2250);

        assertThat(noise.epsilon()).isLessThanOrEqualTo(8).isCloseTo(8, within(1e-4));
        assertThat(noise.multiplier()).isBetween(1.416, 1.46);
        assertThat(TrainingNoise.of(wanted(new Limit.Noise(noise.multiplier() * 0.999)), 2250)
                        .epsilon())
                .isGreaterThan(8);
    }

    /** The value for continuous noise at the best of all orders is 7.3291111715; it lies below what whole orders can show. */
    @Test
    void discrete_noise_on_samples_is_counted_at_or_above_continuous_noise() {
        double continuous =
                new RenyiAccountant().epsilon(List.of(new Use(new Mechanism.Gaussian(1.5, 0.04), 2250)), DELTA);
        double discrete = TrainingNoise.of(wanted(new Limit.Noise(1.5)), 2250).epsilon();

        assertThat(discrete).isBetween(continuous, continuous * 1.05);
    }

    /** Over 40,000 entries the standard deviation comes out within 2.5 % of what it should be but for one time in 10^11 (seven times σ/√(2n)). */
    @Test
    void the_noise_has_the_units_of_the_clip_norm() {
        StepPrivacy chance =
                TrainingNoise.of(wanted(new Limit.Noise(1.5)), 1).at(1).fresh();
        long[] sum = new long[40_000];
        chance.addNoise(sum);

        assertThat(deviation(sum)).isCloseTo(1.5 * StepPrivacy.UNITS, within(0.025 * 1.5 * StepPrivacy.UNITS));
    }

    /** Of 7 sites a sum is opened over 5, of which one may tell its noise: 4 shares of half the σ, and the ledger says on what that leans. */
    @Test
    void a_share_of_the_noise_is_drawn_so_that_the_fewest_honest_sites_have_all_of_it() {
        TrainingNoise noise = TrainingNoise.of(
                new PrivateTraining(new Limit.Noise(1.5), DELTA, 0.04, 1, new Share.Distributed(1)), 9);
        long[] share = new long[40_000];
        noise.at(7).fresh().addNoise(share);

        assertThat(deviation(share)).isCloseTo(0.75 * StepPrivacy.UNITS, within(0.025 * 0.75 * StepPrivacy.UNITS));
        assertThat(noise.cost().text()).isEqualTo("9 x shared-gaussian-vector 1.5 1 0.04");
        assertThat(noise.epsilon())
                .isCloseTo(TrainingNoise.of(wanted(new Limit.Noise(1.5)), 9).epsilon(), within(1e-12));
        assertThatThrownBy(() -> TrainingNoise.of(
                                new PrivateTraining(new Limit.Noise(0.002), DELTA, 0.04, 1, new Share.Distributed(0)),
                                9)
                        .at(7))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("can't be shared out among 7 sites");
    }

    /** Sums before training cost a quarter of ε by themselves, and ε holds for both: training alone costs more than three quarters, since costs add up as squares do. */
    @Test
    void sums_before_training_are_part_of_the_limit() {
        PrivateTraining wanted = wanted(new Limit.Epsilon(8)).with(new PrivateTraining.Statistics(0.25, 1));
        TrainingNoise noise = TrainingNoise.of(wanted, 2250);

        assertThat(noise.epsilon()).isLessThanOrEqualTo(8).isCloseTo(8, within(1e-4));
        RenyiAccountant accountant = new RenyiAccountant();
        assertThat(noise.costOfStatistics(1).epsilon(accountant, DELTA).orElseThrow())
                .isLessThanOrEqualTo(2)
                .isCloseTo(2, within(1e-4));
        assertThat(noise.cost(2250).epsilon(accountant, DELTA).orElseThrow()).isBetween(7.0, 7.9);
        assertThat(noise.cost().text())
                .isEqualTo("2250 x discrete-gaussian-vector %s 0.04; 1 x discrete-gaussian-vector %s 1.0"
                        .formatted(noise.multiplier(), noise.statistics()));
        // Two passes by which columns of columns are scaled share the same quarter.
        TrainingNoise twice = TrainingNoise.of(wanted.with(new PrivateTraining.Statistics(0.25, 2)), 2250);
        assertThat(twice.statistics()).isCloseTo(noise.statistics() * Math.sqrt(2), within(1e-4));
        assertThat(twice.costOfStatistics(2).epsilon(accountant, DELTA).orElseThrow())
                .isCloseTo(2, within(1e-4));
    }

    @Test
    void where_the_study_gives_the_noise_of_training_its_statistics_cost_a_share_of_what_that_costs() {
        TrainingNoise noise =
                TrainingNoise.of(wanted(new Limit.Noise(1.5)).with(new PrivateTraining.Statistics(0.1, 1)), 2250);
        RenyiAccountant accountant = new RenyiAccountant();
        double training = noise.cost(2250).epsilon(accountant, DELTA).orElseThrow();

        assertThat(noise.multiplier()).isEqualTo(1.5);
        assertThat(noise.costOfStatistics(1).epsilon(accountant, DELTA).orElseThrow())
                .isLessThanOrEqualTo(0.1 * training)
                .isCloseTo(0.1 * training, within(1e-4));
        assertThat(noise.epsilon()).isBetween(training, 1.1 * training);
    }

    /** All patients take part in them, and the noise is theirs; shared out, of 7 sites 4 have all of it. */
    @Test
    void sums_before_training_have_noise_of_their_own() {
        PrivateTraining wanted = wanted(new Limit.Noise(1.5)).with(new PrivateTraining.Statistics(0.25, 1));
        TrainingNoise whole = TrainingNoise.of(wanted, 9);
        StepPrivacy chance = whole.at(7).forStatistics();
        double sigma = whole.statistics() * StepPrivacy.UNITS;
        long[] sum = new long[40_000];
        chance.addNoise(sum);
        assertThat(deviation(sum)).isCloseTo(sigma, within(0.025 * sigma));
        assertThat(chance.sigma()).isEqualTo(sigma);
        for (int i = 0; i < 1000; i++) {
            assertThat(chance.takesPart()).isTrue();
        }

        TrainingNoise shared = TrainingNoise.of(
                new PrivateTraining(wanted.limit(), DELTA, 0.04, 1, new Share.Distributed(1), wanted.statistics()), 9);
        assertThat(shared.statistics()).isCloseTo(whole.statistics(), within(1e-9));
        assertThat(shared.at(7).forStatistics().sigma()).isCloseTo(sigma / 2, within(1e-6));
        assertThat(shared.costOfStatistics(1).text()).startsWith("1 x shared-gaussian-vector ");
        assertThatThrownBy(() ->
                        TrainingNoise.of(wanted(new Limit.Noise(1.5)), 9).at(7).forStatistics())
                .isInstanceOf(IllegalStateException.class);
    }

    private static double deviation(long[] sum) {
        double squares = 0;
        for (long value : sum) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares / sum.length);
    }

    /** Of 100,000 draws 4,000 ± 62; beyond six standard deviations come two in 10^9. */
    @Test
    void patients_take_part_at_the_sampling_rate() {
        StepPrivacy chance =
                TrainingNoise.of(wanted(new Limit.Noise(1.5)), 1).at(1).fresh();
        int drawn = 0;
        for (int i = 0; i < 100_000; i++) {
            drawn += chance.takesPart() ? 1 : 0;
        }

        assertThat(drawn).isBetween(4000 - 372, 4000 + 372);
    }

    @Test
    void a_limit_that_no_noise_keeps_is_refused() {
        assertThatThrownBy(() -> TrainingNoise.of(wanted(new Limit.Noise(1e12)), 1))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("can't be drawn");
    }
}

package org.wardround.privacy.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.strategy.Sites;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.strategy.TrainingProblems;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.PrivateTraining.Limit;
import org.wardround.core.study.PrivateTraining.Share;
import org.wardround.core.study.Study;
import org.wardround.core.sum.MaskedSum;
import org.wardround.privacy.accounting.Cost;
import org.wardround.privacy.accounting.Mechanism;
import org.wardround.privacy.accounting.NoiseSearch;
import org.wardround.privacy.accounting.RenyiAccountant;
import org.wardround.privacy.accounting.Use;
import org.wardround.privacy.noise.DiscreteGaussian;
import org.wardround.privacy.noise.NoiseShare;
import org.wardround.privacy.noise.SecretWords;

/**
 * The noise of a training, and what it costs a patient at one site: ε of all steps together, counted by {@link RenyiAccountant} for the discrete noise that is really added. A patient at several sites may
 * lose up to as much at each. Immutable and thread-safe.
 *
 * <p>Where each site adds a share alone, the noise is that of a sum, less what those sites may tell that the study tolerates: see {@link NoiseShare}.
 *
 * @param multiplier standard deviation of the noise divided by the clip norm, rounded up by no more than the search's precision
 * @param steps of the whole training
 * @param statistics standard deviation of the noise in the sums that are asked before training, divided by the most that one patient adds to them; 0 where there are none
 * @param passes how often such sums are asked
 */
public record TrainingNoise(
        double multiplier, double samplingRate, long steps, double delta, Share share, double statistics, int passes) {
    /** Less is no protection, and could not be shared out in whole units. */
    private static final double LEAST_STATISTICS = 0x1p-4;

    private static final double LEAST_EPSILON = 1e-6;

    private static final RenyiAccountant ACCOUNTANT = new RenyiAccountant();

    /**
     * What a study needs; empty where it asks for no differential privacy.
     *
     * @throws FederationException STUDY_UNFIT where no noise keeps the study's ε
     */
    public static Optional<TrainingNoise> of(Study study) {
        return study.analysis() instanceof Analysis.Train train
                        && train.training().privacy() != null
                ? Optional.of(of(train.training().privacy(), train.training().steps()))
                : Optional.empty();
    }

    /**
     * The secret chance of a site, for {@link StepPrivacy.Maker}.
     *
     * @param sites asked in each round
     */
    public static StepPrivacy.Source chance(PrivateTraining wanted, long steps, int sites) {
        return of(wanted, steps).at(sites);
    }

    /**
     * Whether a study's training fits so many sites, before any of them is asked: too many colluders are tolerated for so few, say, or a share of the noise would be too small. A study that asks for nothing
     * of the kind fits.
     *
     * @param sites of the run, 1 or more
     * @throws FederationException STUDY_UNFIT with what is in the way and its remedy
     */
    public static void requireFit(Study study, int sites) {
        if (!(study.analysis() instanceof Analysis.Train train)) {
            return;
        }
        List<String> problems = TrainingProblems.of(train.training(), sites);
        if (!problems.isEmpty()) {
            throw new FederationException(ErrorCode.STUDY_UNFIT, String.join("; ", problems));
        }
        of(study)
                .ifPresent(noise ->
                        noise.at(Sites.count(train.training().strategy().selection(), sites)));
    }

    /** What a training and the statistics before it need. */
    public static TrainingNoise of(PrivateTraining wanted, long steps) {
        int passes = wanted.statistics().passes();
        double statistics = passes == 0 ? 0 : Math.max(LEAST_STATISTICS, statistics(wanted, steps));
        double multiplier = wanted.limit() instanceof Limit.Epsilon limit
                ? least(
                        limit.epsilon(),
                        wanted,
                        noise -> together(use(noise, wanted, steps), statistics(statistics, wanted)))
                : ((Limit.Noise) wanted.limit()).multiplier();
        double least = DiscreteGaussian.MIN_SIGMA / StepPrivacy.UNITS;
        if (!(multiplier >= least && multiplier * StepPrivacy.UNITS <= DiscreteGaussian.MAX_SIGMA)) {
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    "noise of %s times the clip norm can't be drawn; it must be from %s to 2^28"
                            .formatted(multiplier, least));
        }
        return new TrainingNoise(
                multiplier, wanted.samplingRate(), steps, wanted.delta(), wanted.share(), statistics, passes);
    }

    /** So much that all passes by themselves cost the study's share of ε; where the study gives the noise, of what its training costs. */
    private static double statistics(PrivateTraining wanted, long steps) {
        double epsilon = wanted.limit() instanceof Limit.Epsilon limit
                ? limit.epsilon()
                : ACCOUNTANT.epsilon(
                        List.of(use(((Limit.Noise) wanted.limit()).multiplier(), wanted, steps)), wanted.delta());
        // Where training costs nothing that could be said, neither may its statistics.
        double part = Math.max(wanted.statistics().share() * epsilon, LEAST_EPSILON);
        return least(part, wanted, noise -> statistics(noise, wanted));
    }

    private static List<Use> statistics(double noise, PrivateTraining wanted) {
        int passes = wanted.statistics().passes();
        return passes == 0 ? List.of() : List.of(new Use(mechanism(noise, 1, wanted.share()), passes));
    }

    private static Use use(double noise, PrivateTraining wanted, long steps) {
        return new Use(mechanism(noise, wanted.samplingRate(), wanted.share()), steps);
    }

    private static List<Use> together(Use training, List<Use> statistics) {
        List<Use> uses = new ArrayList<>(List.of(training));
        uses.addAll(statistics);
        return uses;
    }

    private static double least(double epsilon, PrivateTraining wanted, DoubleFunction<List<Use>> uses) {
        try {
            return new NoiseSearch(ACCOUNTANT).leastNoise(uses, epsilon, wanted.delta());
        } catch (IllegalArgumentException e) {
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    "no noise keeps epsilon at %s with delta %s; ask for more, or take fewer steps"
                            .formatted(epsilon, wanted.delta()));
        }
    }

    private static Mechanism mechanism(double multiplier, double samplingRate, Share share) {
        return share instanceof Share.Distributed distributed
                ? new Mechanism.SharedGaussianVector(multiplier, distributed.toleratedColluders(), samplingRate)
                : new Mechanism.DiscreteGaussianVector(multiplier, samplingRate);
    }

    /** What all steps and the statistics before them cost a patient of the site, for a ledger. */
    public Cost cost() {
        return passes == 0 ? cost(steps) : Cost.sum(List.of(cost(steps), costOfStatistics(passes)));
    }

    /** What some of the passes before training cost, 1 or more. */
    public Cost costOfStatistics(int some) {
        return Cost.of(mechanism(statistics, 1, share), some);
    }

    /** What some of the steps cost; costs of rounds add up to that of all. */
    public Cost cost(long some) {
        return Cost.of(mechanism(multiplier, samplingRate, share), some);
    }

    /** ε of all steps and statistics at δ. */
    public double epsilon() {
        return cost().epsilon(ACCOUNTANT, delta).orElseThrow();
    }

    /**
     * The draws of one site of so many that are asked in each round.
     *
     * @throws FederationException STUDY_UNFIT where a share of the noise would be too small to be drawn in whole units
     */
    public StepPrivacy.Source at(int sites) {
        double training = sigma(multiplier, sites);
        double before = passes == 0 ? Double.NaN : sigma(statistics, sites);
        return new StepPrivacy.Source() {
            @Override
            public StepPrivacy fresh() {
                return new Draws(samplingRate, training, SecretWords.fresh());
            }

            @Override
            public StepPrivacy forStatistics() {
                if (passes == 0) {
                    throw new IllegalStateException("the study asks for no statistics before training");
                }
                return new Draws(1, before, SecretWords.fresh());
            }
        };
    }

    /** In units of the clip norm. */
    private double sigma(double noise, int sites) {
        double whole = noise * StepPrivacy.UNITS;
        if (!(share instanceof Share.Distributed distributed)) {
            return whole;
        }
        try {
            return NoiseShare.sigma(whole, MaskedSum.threshold(sites), distributed.toleratedColluders());
        } catch (IllegalArgumentException e) {
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    "the noise can't be shared out among %d sites: %s; say noise: local, or ask for more noise"
                            .formatted(sites, e.getMessage()));
        }
    }

    /** The draws of one task. */
    private static final class Draws implements StepPrivacy {
        private final double samplingRate;
        private final double sigma;
        private final SecretWords words;
        private final DiscreteGaussian noise;

        Draws(double samplingRate, double sigma, SecretWords words) {
            this.samplingRate = samplingRate;
            this.sigma = sigma;
            this.words = words;
            this.noise = DiscreteGaussian.ofSigma(sigma, words);
        }

        @Override
        public boolean takesPart() {
            return words.happens(samplingRate);
        }

        @Override
        public void addNoise(long[] sum) {
            noise.addTo(sum);
        }

        @Override
        public double sigma() {
            return sigma;
        }
    }
}

package org.wardround.learning.training;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.strategy.NewtonSums;
import org.wardround.core.strategy.Sites;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.strategy.TrainingSegments;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.vector.Vector;
import org.wardround.learning.model.LossGradient;
import org.wardround.learning.model.Model;
import org.wardround.learning.model.Rows;

/**
 * Answers training tasks at a site: a function of the task, the site's rows, the seed and the site's control variate; under differential privacy of secret chance too, so that no answer comes out twice. Immutable and thread-safe: one
 * instance serves all sites of a simulation.
 */
public final class LocalTraining {
    /** Where there is no secret chance. */
    public static final StepPrivacy.Maker NO_PRIVACY = (wanted, steps, sites) -> {
        throw new FederationException(
                ErrorCode.STUDY_UNFIT,
                "the study asks for differential privacy, and this trainer has nowhere to take noise from");
    };

    private final Model model;
    private final LocalSpec local;
    private final LocalRule rule;
    private final long seed;
    private final double @Nullable [] decay;
    private final int rounds;
    private final @Nullable PrivateTraining wanted;
    private final StepPrivacy.@Nullable Source privacy;

    /**
     * A training without differential privacy.
     *
     * @param seed of the run; the batches of all sites follow from it
     * @throws FederationException STUDY_UNFIT where the study asks for it
     */
    public LocalTraining(Model model, TrainingSpec training, long seed) {
        this(model, training, seed, NO_PRIVACY, 1);
    }

    /**
     * @param seed of the run; the batches of all sites follow from it, but where differential privacy draws patients in secret
     * @param noise where secret chance comes from; asked only if the study wants it
     * @param sites of the run
     * @throws FederationException STUDY_UNFIT where no noise keeps the study's ε
     */
    public LocalTraining(Model model, TrainingSpec training, long seed, StepPrivacy.Maker noise, int sites) {
        this.rounds = training.rounds();
        this.wanted = training.privacy();
        this.privacy = wanted == null
                ? null
                : noise.of(
                        wanted,
                        training.steps(),
                        Sites.count(training.strategy().selection(), sites));
        this.model = model;
        this.local = training.local();
        this.rule = training.strategy().local();
        this.seed = seed;
        this.decay = decay(model, local.weightDecay());
    }

    private static double @Nullable [] decay(Model model, double lambda) {
        if (lambda == 0) {
            return null;
        }
        boolean[] decays = model.shape().decays();
        double[] decay = new double[decays.length];
        for (int i = 0; i < decay.length; i++) {
            decay[i] = decays[i] ? lambda : 0;
        }
        return decay;
    }

    /**
     * The site's raw answer in the task's layout. Nothing is checked for NaN or size here: bounding refuses such an update by name.
     *
     * @param control the site's control variate of its last committed round; empty if there was none or the strategy keeps none
     * @throws FederationException {@code NO_ROWS} where the site has no training rows
     */
    public LocalResult run(TrainingTask task, SiteData data, Vector control) {
        int rows = data.training().rows();
        if (rows == 0) {
            throw new FederationException(
                    ErrorCode.NO_ROWS,
                    "site '%s' has no training rows: check its mapping and the study's cohort, or leave the site out"
                            .formatted(data.site()));
        }
        LossGradient loss = model.lossGradient(data.training());
        double[] start = task.model().toArray();
        Answer answer = new Answer(task.layout());
        if (answer.asks(TrainingSegments.SHARE)) {
            answer.put(TrainingSegments.SHARE, 1);
        }
        if (answer.asks(TrainingSegments.ROWS)) {
            answer.put(TrainingSegments.ROWS, rows);
        }
        if (answer.asks(TrainingSegments.TRAIN_LOSS)) {
            answer.put(TrainingSegments.TRAIN_LOSS, loss.lossSum(start, Rows.all(rows)) / rows);
            answer.put(TrainingSegments.VALIDATION_LOSS, validationLoss(start, data));
            answer.put(TrainingSegments.VALIDATION_ROWS, data.validation().rows());
        }
        Vector next = task instanceof TrainingTask.Train train
                ? train(train, new Material(data, loss, start), control, answer)
                : control;
        return new LocalResult(answer.finish(), next);
    }

    private double validationLoss(double[] parameters, SiteData data) {
        int rows = data.validation().rows();
        return rows == 0 ? 0 : model.lossGradient(data.validation()).lossSum(parameters, Rows.all(rows));
    }

    /** What a round of training starts from. */
    private record Material(SiteData data, LossGradient loss, double[] start) {
        int rows() {
            return data.training().rows();
        }
    }

    private Vector train(TrainingTask.Train task, Material material, Vector control, Answer answer) {
        if (rule instanceof LocalRule.Gradient) {
            putUpdate(task, negativeGradient(task, material), answer);
            return control;
        }
        if (rule instanceof LocalRule.Curvature) {
            answer.put(TrainingSegments.UPDATE, curvature(task, material));
            if (answer.asks(TrainingSegments.NOISE) && privacy != null) {
                answer.put(TrainingSegments.NOISE, privacy.fresh().sigma());
            }
            return control;
        }
        if (rule instanceof LocalRule.ControlVariates) {
            ControlVariates variates = ControlVariates.of(task.control(), control);
            double[] update = change(task, material, variates.shift());
            putUpdate(task, update, answer);
            return variates.next(update, stepsPerRound(material) * rate(task), answer);
        }
        double[] update = change(task, material, null);
        if (rule instanceof LocalRule.Normalised) {
            double steps = EffectiveSteps.of(local.optimizer(), stepsPerRound(material));
            answer.put(TrainingSegments.STEPS, steps);
            for (int i = 0; i < update.length; i++) {
                update[i] /= steps;
            }
        }
        putUpdate(task, update, answer);
        return control;
    }

    /** The change and, where the bound adapts, whether it is within the bound. */
    private static void putUpdate(TrainingTask.Train task, double[] update, Answer answer) {
        answer.put(TrainingSegments.UPDATE, update);
        if (answer.asks(TrainingSegments.WITHIN_BOUND)) {
            double squares = 0;
            for (double value : update) {
                squares += value * value;
            }
            boolean within = StrictMath.sqrt(squares) <= task.form().maxNorm();
            answer.put(TrainingSegments.WITHIN_BOUND, within ? 1 : 0);
        }
    }

    private int stepsPerRound(Material material) {
        return Batches.stepsPerRound(local.work(), material.rows(), local.batchSize());
    }

    private double rate(TrainingTask.Train task) {
        return local.optimizer().learningRate() * task.rateFactor();
    }

    /** At the received parameters; in whole units of noise where the sum over sites is in them. */
    private double[] negativeGradient(TrainingTask.Train task, Material material) {
        double[] gradient = new double[material.start.length];
        if (wanted != null && wanted.isDistributed()) {
            long[] units = privately(task, material, material.loss::gradient, gradient.length)
                    .nextUnits(material.start);
            Arrays.setAll(gradient, i -> units[i]);
        } else {
            gradients(task, material, 1).next(material.start, gradient);
            new Correction(decay, 0, material.start, null).addTo(gradient, material.start);
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = -gradient[i];
        }
        return gradient;
    }

    /** Slopes and second derivatives at the received parameters, in whole units of noise where there is any. */
    private double[] curvature(TrainingTask.Train task, Material material) {
        double[] sums = new double[Math.toIntExact(NewtonSums.length(material.start.length))];
        if (wanted == null) {
            material.loss.curvature(material.start, Rows.all(material.rows()), sums);
        } else {
            long[] units = privately(task, material, material.loss::curvature, sums.length)
                    .nextUnits(material.start);
            Arrays.setAll(sums, i -> units[i]);
        }
        return sums;
    }

    /** y − x after this round's steps. */
    private double[] change(TrainingTask.Train task, Material material, double @Nullable [] shift) {
        int steps = stepsPerRound(material);
        Step gradients = gradients(task, material, steps);
        double mu = rule instanceof LocalRule.Proximal proximal ? proximal.mu() : 0;
        Correction correction = new Correction(decay, mu, material.start, shift);
        Optimizer optimizer = Optimizer.of(local.optimizer(), rate(task), material.start.length);
        double[] parameters = material.start.clone();
        double[] gradient = new double[parameters.length];
        for (int step = 0; step < steps; step++) {
            gradients.next(parameters, gradient);
            correction.addTo(gradient, parameters);
            optimizer.step(parameters, gradient);
        }
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] -= material.start[i];
        }
        return parameters;
    }

    /** The gradient of a step. */
    private interface Step {
        void next(double[] parameters, double[] gradient);
    }

    private Step gradients(TrainingTask.Train task, Material material, int steps) {
        if (wanted == null || privacy == null) {
            Batches batches = Batches.of(
                    seed, material.data.site(), material.rows(), local.batchSize(), (task.round() - 1L) * steps);
            return (parameters, gradient) -> material.loss.gradient(parameters, batches.next(), gradient);
        }
        return privately(task, material, material.loss::gradient, material.start.length)::next;
    }

    private PrivateGradients privately(
            TrainingTask.Train task, Material material, PrivateGradients.Contribution contribution, int length) {
        if (wanted == null || privacy == null) {
            throw new IllegalStateException("no noise was asked for");
        }
        // Rounds that came to nothing have left too: the noise was made for so many and no more.
        if (task.round() > rounds) {
            throw new FederationException(
                    ErrorCode.NOT_ALLOWED,
                    "site '%s' answers the %d rounds that its privacy budget was made for and no round %d: raise rounds in the study, which raises the noise"
                            .formatted(material.data.site(), rounds, task.round()));
        }
        return new PrivateGradients(
                privacy.fresh(), contribution, material.data.training(), length, wanted.clipNorm(), local.batchSize());
    }
}

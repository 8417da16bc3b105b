package org.wardround.core.strategy;

import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.TrainingSpec;

/**
 * The secret chance of training with differential privacy, as a trainer needs it; the module {@code privacy} has the one that protects. Not thread-safe: each task asks for its own.
 *
 * <p>A patient's clipped gradient is counted in whole units, {@link #UNITS} of them to the clip norm. The noise is made for sums in which one patient changes the vector by a Euclidean norm of at most so many
 * units; who adds up makes sure of that.
 */
public interface StepPrivacy {
    /** Units of the clip norm. Finer than any noise that protects by some thousands, and coarse enough that noise is drawn in 64 bits. */
    int UNITS = 4096;

    /** Beyond the rounding to half a unit an entry, so that rounding of the arithmetic can't lead over the norm either. */
    double SLACK = 1e-3;

    /**
     * Units to which a gradient of the clip norm is scaled before it is rounded: rounding to whole units can't lead over {@link #UNITS} then.
     *
     * @throws IllegalArgumentException where so many parameters leave no room
     */
    static double room(long parameters) {
        double room = UNITS - StrictMath.sqrt(parameters) / 2 - SLACK;
        if (!(room > 0)) {
            throw new IllegalArgumentException("%d parameters are too many for noise in units".formatted(parameters));
        }
        return room;
    }

    /**
     * What a unit is in the mean gradient of a site: the clip norm over {@link #room} and over the patients that a step is expected to draw.
     *
     * @throws IllegalArgumentException where the training has no differential privacy, or divides by counts
     */
    static double unit(TrainingSpec training, long parameters) {
        PrivateTraining wanted = training.privacy();
        if (wanted == null || training.local().batchSize() == 0) {
            throw new IllegalArgumentException("gradients are in units under differential privacy alone");
        }
        return wanted.clipNorm() / room(parameters) / training.local().batchSize();
    }

    /** Whether a patient takes part in a step: a new draw with each call. */
    boolean takesPart();

    /** Adds noise of its own to each entry of a sum in units. */
    void addNoise(long[] sum);

    /** σ of that noise, in units, 0 to 2^40. It follows from the plan, and tells nothing of a draw. */
    double sigma();

    /** Makes the chance of one task, like no other. Thread-safe. */
    interface Source {
        StepPrivacy fresh();

        /** The same for the sums over all patients that are asked before training, of which all sites of the run answer each: see {@link PrivateTraining.Statistics}. */
        default StepPrivacy forStatistics() {
            throw new IllegalStateException("this chance is for training alone");
        }
    }

    /** Works out what noise a study needs. */
    interface Maker {
        /**
         * @param steps noisy steps of the whole training at one site, 1 or more
         * @param sites that are asked in each round, among which the noise of a sum may be shared out
         * @throws org.wardround.core.error.FederationException STUDY_UNFIT where no noise keeps the study's ε
         */
        Source of(PrivateTraining wanted, long steps, int sites);
    }
}

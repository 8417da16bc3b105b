package org.wardround.core.strategy;

import org.wardround.core.study.PrivateTraining;

/**
 * The secret chance of training with differential privacy, as a trainer needs it; the module {@code privacy} has the one that protects. Not thread-safe: each task asks for its own.
 *
 * <p>A patient's clipped gradient is counted in whole units, {@link #UNITS} of them to the clip norm. The noise is made for sums in which one patient changes the vector by a Euclidean norm of at most so many
 * units; who adds up makes sure of that.
 */
public interface StepPrivacy {
    /** Units of the clip norm. Finer than any noise that protects by some thousands, and coarse enough that noise is drawn in 64 bits. */
    int UNITS = 4096;

    /** Whether a patient takes part in a step: a new draw with each call. */
    boolean takesPart();

    /** Adds noise of its own to each entry of a sum in units. */
    void addNoise(long[] sum);

    /** Makes the chance of one task, like no other. Thread-safe. */
    interface Source {
        StepPrivacy fresh();
    }

    /** Works out what noise a study needs. */
    interface Maker {
        /**
         * @param steps noisy steps of the whole training at one site, 1 or more
         * @throws org.wardround.core.error.FederationException STUDY_UNFIT where no noise keeps the study's ε
         */
        Source of(PrivateTraining wanted, long steps);
    }
}

package org.wardround.core.strategy;

/** How far a training is. */
public enum TrainingProgress {
    /** More rounds of training are to come. */
    TRAINING,
    /** All rounds were trained; the losses of the last model are still unknown. */
    MEASURING,
    /** Done: the study's rounds were all trained. */
    ALL_ROUNDS_TRAINED,
    /** Done: the validation loss had stopped falling. */
    STOPPED_EARLY;

    public boolean isDone() {
        return this == ALL_ROUNDS_TRAINED || this == STOPPED_EARLY;
    }
}

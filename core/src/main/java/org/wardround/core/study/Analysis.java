package org.wardround.core.study;

/** What a study does with the data. */
public sealed interface Analysis {
    /** Trains a model over the sites. */
    record Train(ModelSpec model, TrainingSpec training) implements Analysis {}

    /**
     * External validation: evaluates an existing model at every site, with recalibration.
     *
     * @param folder the model folder as the study file names it, relative to that file
     */
    record Validate(String folder) implements Analysis {}
}

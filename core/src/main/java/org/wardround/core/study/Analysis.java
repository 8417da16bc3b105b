package org.wardround.core.study;

/** What a study does with the data. */
public sealed interface Analysis {
    /** Trains a model over the sites. */
    record Train(ModelSpec model, TrainingSpec training) implements Analysis {}

    /** Finds the exact optimum of a regression over the sites, with standard errors. */
    record Fit(ModelSpec model, NewtonSpec newton) implements Analysis {
        /** The name of the strategy in study files and results. */
        public static final String STRATEGY = "newton";
    }

    /**
     * External validation: evaluates an existing model at every site, with recalibration.
     *
     * @param folder the model folder as the study file names it, relative to that file
     */
    record Validate(String folder) implements Analysis {}

    /**
     * Exchanges numbers made from the seed, as many as a model has, in a ring of 32 bits, and comes to nothing: what a network and its disks can carry. No study file asks for it.
     *
     * @param values how many each site sends in a round, at least 1
     */
    record Rehearse(long values, int rounds) implements Analysis {}
}

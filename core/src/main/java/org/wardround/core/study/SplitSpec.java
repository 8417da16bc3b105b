package org.wardround.core.study;

/**
 * How patients are split. Sides come from a keyed hash of the patient key; where the site's mapping gives a published split, its test side
 * stands, and if it has no validation side, {@code validation / (1 - test)} of its training patients are set aside by the same hash.
 *
 * @param validation share of patients, 0 to below 1
 * @param test share of patients, 0 to below 1; the two leave something to train on. Or 1, without validation: nothing is trained, all is
 *     evaluated
 * @param column dictionary name of a published split that every site's mapping must give; empty: not demanded
 */
public record SplitSpec(double validation, double test, String column) {
    public SplitSpec {
        boolean leavesTraining = validation >= 0 && test >= 0 && validation + test < 1;
        boolean testsAll = validation == 0 && test == 1;
        if (!leavesTraining && !testsAll) {
            throw new IllegalArgumentException(
                    "validation and test are shares that leave something to train on, got %s and %s"
                            .formatted(validation, test));
        }
    }
}

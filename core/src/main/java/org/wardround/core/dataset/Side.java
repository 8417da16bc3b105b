package org.wardround.core.dataset;

/** On which side of the split a patient stands. All rows of a patient are on one side. */
public enum Side {
    TRAIN,
    VALIDATION,
    TEST
}

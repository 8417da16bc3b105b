package org.wardround.inference.regression.cox;

/** How events at one time are treated. */
public enum Ties {
    BRESLOW,
    EFRON
}

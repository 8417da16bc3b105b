package org.wardround.core.study;

/** How exactly a model tells the means and standard deviations of its training rows, and what stands in for missing values. */
public enum MomentsRule {
    /** On a grid so coarse that no number of one to ten patients follows. */
    ROUNDED("rounded"),
    /** As they are: counts of training rows follow, small ones too. */
    EXACT("exact");

    private final String yamlName;

    MomentsRule(String yamlName) {
        this.yamlName = yamlName;
    }

    public String yamlName() {
        return yamlName;
    }
}

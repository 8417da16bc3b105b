package org.wardround.site.policy;

/** By how many patients that what is released may differ from what was released before. */
public enum Differences {
    /** Cohorts, sides of their splits and levels of their variables: by nobody, or by no fewer than a small cell. Where nothing is said, too. */
    LARGE("large"),
    /** Cohorts and sides so; levels as it comes. */
    LARGE_COHORTS("largeCohorts"),
    /** As it comes. */
    ANY("any");

    private final String word;

    Differences(String word) {
        this.word = word;
    }

    /** As policies have it. */
    public String word() {
        return word;
    }
}

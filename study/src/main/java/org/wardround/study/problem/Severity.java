package org.wardround.study.problem;

/** Whether work can go on in spite of a problem. */
public enum Severity {
    /** Nothing is done with the file. */
    ERROR("error"),
    /** Worth a look; work goes on. */
    WARNING("warning");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    /** The word in messages. */
    public String word() {
        return word;
    }
}

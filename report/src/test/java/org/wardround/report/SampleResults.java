package org.wardround.report;

import org.wardround.study.results.Results;

/** Invented results for the tests of other packages. */
public final class SampleResults {
    private SampleResults() {}

    /** Four hospitals, binary outcome, all comparators. */
    public static Results heart() {
        return InventedResults.of(Invention.HEART);
    }
}

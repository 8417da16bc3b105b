package org.wardround.study.results;

import java.util.List;

/** What protects the patients, and what these results leave open. */
public record Limits(Privacy privacy, List<MissingSection> missingSections) {
    public Limits {
        missingSections = List.copyOf(missingSections);
    }

    /** A part that a reader would look for, and why it is not there. */
    public record MissingSection(String section, String because) {}
}

package org.wardround.site.policy;

import java.util.List;

/**
 * How the program that reads patients' data is started.
 *
 * @param prefix command and arguments before its own; empty: the usual one
 * @param allowUnisolated whether it may be started where network and keys can't be taken away from it
 */
public record WorkerRule(List<String> prefix, boolean allowUnisolated) {
    /** The usual prefix, and isolation or nothing. */
    public static final WorkerRule USUAL = new WorkerRule(List.of(), false);

    public WorkerRule {
        prefix = List.copyOf(prefix);
    }
}

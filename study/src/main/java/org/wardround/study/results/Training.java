package org.wardround.study.results;

import java.util.List;

/**
 * How the model came about.
 *
 * @param rounds in order; empty where nothing was trained
 */
public record Training(List<RoundResult> rounds, Stopping stopping, List<Warning> warnings) {
    public Training {
        rounds = List.copyOf(rounds);
        warnings = List.copyOf(warnings);
    }

    /**
     * Why training stopped where it did.
     *
     * @param selectedRound the round whose model was kept; 0 for the initial model
     * @param stoppedBecause in words
     */
    public record Stopping(int roundsPlanned, int roundsRun, int selectedRound, String stoppedBecause) {}
}

package org.wardround.core.round;

import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.Retry;

/**
 * A run over its rounds. Pure.
 *
 * <pre>
 * Running  onCommitted(more asked)      Running, next round
 * Running  onCommitted(nothing asked)   Completed
 * Running  onAbandoned(training)        Running, next round with new batches; Ended after {@link #MAX_ABANDONED_IN_A_ROW} in a row
 * Running  onAbandoned(full batch)      Ended: the same rows may not be summed over another set of sites
 * Running  onAbandoned(retry NEVER)     Ended: the next round would fail as well
 * Running  onFailed                     Ended
 * </pre>
 *
 * {@link Completed} and {@link Ended} know no events.
 */
public sealed interface RunState {
    /** So many abandoned training rounds in a row end a run. */
    int MAX_ABANDONED_IN_A_ROW = 3;

    /** The run has not started a round yet. */
    static Running first() {
        return new Running(1, 0);
    }

    /**
     * Round {@code round} is being carried out.
     *
     * @param abandonedInARow training rounds that were abandoned right before
     */
    record Running(int round, int abandonedInARow) implements RunState {
        public Running {
            if (round < 1) {
                throw new IllegalArgumentException("rounds count from 1, got " + round);
            }
            if (abandonedInARow < 0 || abandonedInARow >= Math.min(round, MAX_ABANDONED_IN_A_ROW)) {
                throw new IllegalArgumentException(
                        "round %d can't follow on %d abandoned ones".formatted(round, abandonedInARow));
            }
        }

        public RunState onCommitted(boolean moreToAsk) {
            return moreToAsk ? new Running(round + 1, 0) : new Completed(round);
        }

        public RunState onAbandoned(RoundState.Abandoned abandoned) {
            boolean mayGoOn = !abandoned.plan().kind().isFullBatch()
                    && abandoned.code().retry() != Retry.NEVER
                    && abandonedInARow + 1 < MAX_ABANDONED_IN_A_ROW;
            return mayGoOn
                    ? new Running(round + 1, abandonedInARow + 1)
                    : new Ended(round, abandoned.code(), abandoned.reason());
        }

        public RunState onFailed(ErrorCode code, String reason) {
            return new Ended(round, code, reason);
        }
    }

    /** All that the algorithm asked was answered. */
    record Completed(int rounds) implements RunState {}

    /** The run stopped with a named outcome. */
    record Ended(int round, ErrorCode code, String reason) implements RunState {}
}

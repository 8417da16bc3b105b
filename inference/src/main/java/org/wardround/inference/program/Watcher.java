package org.wardround.inference.program;

import org.wardround.core.strategy.TrainingState;

/** Told how a program gets on; may stop it by throwing. */
public interface Watcher {
    Watcher NONE = new Watcher() {};

    /** The sites have been described; training comes next. */
    default void described(Describe.Description description) {}

    /** A training round has ended, and {@code next} came of it. */
    default void roundEnded(TrainingState next, Rounds.Ended<?> ended) {}

    /** A pass of an exact regression has ended; its purpose in words. */
    default void passEnded(String purpose, Rounds.Ended<?> ended) {}
}

package org.wardround.coordinator.run;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The time of a run: of what happens, now; of what is brought back from the journal, when it was written. For people to read: nothing is decided by it. Not thread-safe. */
final class RunClock implements InstantSource {
    private final InstantSource now;
    private @Nullable Instant then;

    RunClock(InstantSource now) {
        this.now = now;
    }

    /** Until {@link #now()}, it is that time. */
    void then(Instant written) {
        then = written;
    }

    void now() {
        then = null;
    }

    @Override
    public Instant instant() {
        return then == null ? now.instant() : then;
    }
}

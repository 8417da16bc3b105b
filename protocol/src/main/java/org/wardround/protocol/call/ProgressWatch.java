package org.wardround.protocol.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends what does not move: between two ticks each watched transfer has to move {@value #LEAST_BYTES} bytes, and a watched request has to arrive. What began
 * since the last tick is let be until the next but one. Thread-safe.
 */
final class ProgressWatch {
    static final long LEAST_BYTES = 10 * 1024;

    private final Map<Watched, Long> before = new ConcurrentHashMap<>();

    /** One transfer or request. */
    static final class Watched {
        private final AtomicLong moved = new AtomicLong();
        private final Runnable tooSlow;

        private Watched(Runnable tooSlow) {
            this.tooSlow = tooSlow;
        }

        void moved(long bytes) {
            moved.addAndGet(bytes);
        }
    }

    /** {@code tooSlow} is called at most once, by the ticking thread, and has to be quick. */
    Watched watch(Runnable tooSlow) {
        Watched watched = new Watched(tooSlow);
        before.put(watched, Long.MIN_VALUE);
        return watched;
    }

    /** It has ended, or what follows takes its time rightly. */
    void forget(Watched watched) {
        before.remove(watched);
    }

    /** To be called every ten seconds. */
    void tick() {
        before.forEach((watched, last) -> {
            long now = watched.moved.get();
            if (last != Long.MIN_VALUE && now - last < LEAST_BYTES) {
                if (before.remove(watched) != null) {
                    watched.tooSlow.run();
                }
            } else {
                before.replace(watched, now);
            }
        });
    }
}

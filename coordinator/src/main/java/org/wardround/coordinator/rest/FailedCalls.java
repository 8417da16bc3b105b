package org.wardround.coordinator.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts calls without a valid token by the address that they come from. Only further calls without one are refused sooner: nobody can lock out who has a token. Thread-safe.
 */
final class FailedCalls {
    static final int MOST = 10;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 1000;

    private final InstantSource clock;
    private final Map<String, Window> windows = new HashMap<>();

    private record Window(Instant began, int count) {}

    FailedCalls(InstantSource clock) {
        this.clock = clock;
    }

    /** One more; how many there were from there within a minute. */
    synchronized int failed(String address) {
        Instant now = clock.instant();
        windows.values().removeIf(window -> !now.isBefore(window.began().plus(WINDOW)));
        // Beyond that many, all strangers count as one.
        String key = windows.containsKey(address) || windows.size() < MOST_ADDRESSES ? address : "";
        Window window = windows.getOrDefault(key, new Window(now, 0));
        windows.put(key, new Window(window.began(), window.count() + 1));
        return window.count() + 1;
    }
}

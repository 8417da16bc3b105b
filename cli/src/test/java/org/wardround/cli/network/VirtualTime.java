package org.wardround.cli.network;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands still between events, and the events to come, in the order of their times and, where these are equal, of their making. Not thread-safe. */
final class VirtualTime implements InstantSource {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long now;
    private long made;

    private record Event(long at, long number, Runnable action) {}

    void after(long millis, Runnable action) {
        events.add(new Event(now + millis, made++, action));
    }

    long now() {
        return now;
    }

    /** Lets the next event happen. @return false where there is none */
    boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.at;
        next.action.run();
        return true;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusMillis(now);
    }
}

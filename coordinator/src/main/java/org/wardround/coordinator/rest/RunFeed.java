package org.wardround.coordinator.rest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wardround.coordinator.server.RunView;

/** The latest states of each run, numbered, and those who wait for the next. Older ones are forgotten: what holds is the last. Thread-safe. */
final class RunFeed implements AutoCloseable {
    private static final int KEPT = 100;

    private final Map<String, Deque<State>> runs = new HashMap<>();
    private long last;
    private boolean closed;

    /** @param number grows over all runs */
    record State(long number, RunView view) {}

    synchronized void add(RunView view) {
        Deque<State> states = runs.computeIfAbsent(view.run(), unseen -> new ArrayDeque<>());
        if (!states.isEmpty() && states.getLast().view().equals(view)) {
            return;
        }
        states.addLast(new State(++last, view));
        if (states.size() > KEPT) {
            states.removeFirst();
        }
        notifyAll();
    }

    /** States after {@code number}, oldest first; waits for one, at most so long. Empty where none came or the feed is closed. */
    synchronized List<State> after(String run, long number, long mostMillis) throws InterruptedException {
        if (!closed && since(run, number).isEmpty()) {
            wait(mostMillis);
        }
        return closed ? List.of() : since(run, number);
    }

    /** The number before that of the last state: whoever asks after it gets that one. */
    synchronized long beforeLast(String run) {
        Deque<State> states = runs.get(run);
        return states == null || states.isEmpty() ? 0 : states.getLast().number() - 1;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private List<State> since(String run, long number) {
        return runs.getOrDefault(run, new ArrayDeque<>()).stream()
                .filter(state -> state.number() > number)
                .toList();
    }

    /** Those who wait hear nothing more. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}

package org.wardround.simulation.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of threads for independent pieces of work; with one thread everything runs in the caller's. Thread-safe. */
public final class Workers implements AutoCloseable {
    private static final Workers INLINE = new Workers(1);

    private final int threads;
    private final ExecutorService executor;

    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        this.threads = threads;
        AtomicInteger number = new AtomicInteger();
        this.executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "worker-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Work in the caller's thread. Closing it does nothing. */
    public static Workers inline() {
        return INLINE;
    }

    public int threads() {
        return threads;
    }

    /** Runs all pieces and returns their results in the order of the pieces. A piece's exception is thrown when all have ended. */
    public <T> List<T> all(List<? extends Callable<T>> pieces) {
        if (threads == 1) {
            List<T> results = new ArrayList<>();
            for (Callable<T> piece : pieces) {
                results.add(call(piece));
            }
            return results;
        }
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : executor.invokeAll(pieces)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sites were working", e);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause() == null ? e : e.getCause());
        }
    }

    private static <T> T call(Callable<T> piece) {
        try {
            return piece.call();
        } catch (Exception e) {
            throw rethrown(e);
        }
    }

    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }

    @Override
    public void close() {
        if (this != INLINE) {
            executor.shutdown();
        }
    }
}

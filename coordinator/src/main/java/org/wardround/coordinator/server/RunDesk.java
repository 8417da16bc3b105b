package org.wardround.coordinator.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wardround.coordinator.run.RunKeeper;
import org.wardround.coordinator.run.RunStatus;
import org.wardround.core.error.Fault;
import org.wardround.core.error.FederationException;

/** Gives a run's keeper one thread, its deadlines and its writes, and brings it back from the journal after a failed write. Thread-safe. */
final class RunDesk implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RunDesk.class.getName());

    /** Until a run that could not be written is looked at again, if nobody asks before. */
    private static final long FIRST_PAUSE_MILLIS = 1000;

    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    private static final int MOST_AT_ONCE = 256;

    private final Supplier<RunKeeper> opening;
    private final Queue<Asked<?>> asked = new ConcurrentLinkedQueue<>();
    private final ExecutorService thread;
    private final ScheduledExecutorService timers;
    private final Consumer<RunKeeper> changed;
    private @Nullable RunKeeper keeper;
    private RunKeeper.@Nullable Deadline timed;
    private @Nullable ScheduledFuture<?> timer;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    /**
     * @param opening brings the run back from the journal
     * @param changed told after each action, on the run's thread
     */
    RunDesk(String run, Supplier<RunKeeper> opening, ScheduledExecutorService timers, Consumer<RunKeeper> changed) {
        this.opening = opening;
        this.timers = timers;
        this.changed = changed;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread created = new Thread(work, "run-" + run);
            created.setDaemon(true);
            return created;
        });
    }

    /**
     * Does something with the run, after all that was asked before. What waits while the run is busy is done together and written once; the replies come after.
     *
     * @return what the action gives or how it is refused, durable; the failure of the write for all that were to be written with it
     */
    <T> CompletableFuture<T> act(Function<RunKeeper, T> action) {
        Asked<T> one = new Asked<>(action, new CompletableFuture<>());
        asked.add(one);
        thread.execute(this::perform);
        return one.reply;
    }

    private record Asked<T>(Function<RunKeeper, T> action, CompletableFuture<T> reply) {
        /** @return gives the reply, once it holds */
        Runnable with(RunKeeper keeper) {
            try {
                T result = action.apply(keeper);
                return () -> reply.complete(result);
            } catch (FederationException refusal) {
                // A refusal is decided before anything is changed; a failed write is not.
                if (refusal.code().fault() == Fault.COMPUTER || refusal.code().fault() == Fault.INTERNAL) {
                    throw refusal;
                }
                return () -> reply.completeExceptionally(refusal);
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // Whatever it is, those who asked must not wait for ever.
    private void perform() {
        List<Asked<?>> group = new ArrayList<>();
        while (group.size() < MOST_AT_ONCE && !asked.isEmpty()) {
            group.add(asked.remove());
        }
        if (group.isEmpty()) {
            return;
        }
        List<Runnable> replies = new ArrayList<>();
        try {
            RunKeeper current = keeper();
            group.forEach(one -> replies.add(one.with(current)));
            current.write();
            pauseMillis = FIRST_PAUSE_MILLIS;
            time(current);
            changed.accept(current);
        } catch (RuntimeException | Error failure) {
            forget();
            group.forEach(one -> one.reply.completeExceptionally(failure));
            return;
        }
        replies.forEach(Runnable::run);
    }

    /** What the journal has holds; the deadline that was set may have passed in vain, so one is set again once the run is back. */
    private void forget() {
        if (keeper != null) {
            keeper.close();
            keeper = null;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        timed = null;
        if (!timers.isShutdown()) {
            timer = timers.schedule(() -> act(RunKeeper::status), pauseMillis, TimeUnit.MILLISECONDS);
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        }
    }

    private RunKeeper keeper() {
        RunKeeper current = keeper;
        if (current == null) {
            current = opening.get();
            keeper = current;
        }
        return current;
    }

    /** One timer, for what is waited for now. */
    private void time(RunKeeper current) {
        RunKeeper.Deadline next = current.status() == RunStatus.JOINING
                ? new RunKeeper.Deadline(0, 0, current.definition().timing().join())
                : current.deadline().orElse(null);
        if (Optional.ofNullable(next).equals(Optional.ofNullable(timed))) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        timed = next;
        timer = next == null
                ? null
                : timers.schedule(() -> passed(next), next.length().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void passed(RunKeeper.Deadline deadline) {
        act(current -> {
            if (deadline.round() == 0) {
                current.joinDeadline();
            } else {
                current.deadline(deadline.round(), deadline.step());
            }
            return deadline;
        });
    }

    /** Ends the thread once it is idle; the journal has everything. */
    @Override
    public void close() {
        if (timer != null) {
            timer.cancel(false);
        }
        if (thread.isShutdown()) {
            return;
        }
        thread.execute(() -> {
            if (keeper != null) {
                keeper.close();
            }
        });
        thread.shutdown();
    }

    /** After {@link #close}: waits until the thread has ended, or the time is up. */
    void awaitClosed(Duration most) {
        try {
            if (!thread.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "a run is still busy after {0}; it goes on at the next start",
                        most);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.wardround.inference.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.round.RoundState;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.Sum;
import org.wardround.core.update.PerSiteUpdate;

/**
 * A program that stops at each of its questions, so that whoever drives it decides when it goes on. It has a thread of its own, which moves only while {@link
 * #start} or {@link #answer} waits: seen from outside it is a function from outcomes to the next question. A run that was stopped is brought back by answering
 * with what was recorded. Not thread-safe.
 *
 * @param <T> what the program comes to
 */
public final class SteppedProgram<T> implements AutoCloseable {
    private final ArrayBlockingQueue<RoundOutcome> outcomes = new ArrayBlockingQueue<>(1);
    private final ArrayBlockingQueue<Step<T>> steps = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private boolean started;
    private boolean over;

    /** A program over an exchange. */
    @FunctionalInterface
    public interface Program<T> {
        T run(Exchange exchange);
    }

    /** Where the program stands. */
    public sealed interface Step<T> {
        /** It waits for the outcome of a round. */
        record Asks<T>(Question question) implements Step<T> {}

        /** It came to its end. */
        record Done<T>(T value) implements Step<T> {}

        /** It ended by this; a {@link org.wardround.core.error.FederationException} is a named end, anything else a defect. */
        record Failed<T>(Throwable failure) implements Step<T> {}
    }

    /** @param name of the thread, for people who look at a running process */
    public SteppedProgram(String name, Program<T> program) {
        thread = new Thread(() -> run(program), name);
        thread.setDaemon(true);
    }

    /** Runs up to the first question. Once. */
    public Step<T> start() {
        if (started) {
            throw new IllegalStateException("the program has been started already");
        }
        started = true;
        thread.start();
        return next();
    }

    /** Goes on to the next question with the outcome of the one at which the program waits. */
    public Step<T> answer(RoundOutcome outcome) {
        if (!started || over) {
            throw new IllegalStateException("the program waits for no outcome");
        }
        try {
            outcomes.put(outcome);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return next();
    }

    /** Ends a program that is not at its end. */
    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }

    private Step<T> next() {
        try {
            Step<T> step = steps.take();
            over = !(step instanceof Step.Asks);
            return step;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private IllegalStateException interrupted(InterruptedException e) {
        close();
        Thread.currentThread().interrupt();
        return new IllegalStateException("stopped while a program was going on", e);
    }

    @SuppressWarnings("CatchingUnchecked") // Whatever ends the program is told to whoever drives it.
    private void run(Program<T> program) {
        Step<T> last;
        try {
            last = new Step.Done<>(program.run(new Pausing()));
        } catch (ClosedException closed) {
            return;
        } catch (RuntimeException | Error failure) {
            last = new Step.Failed<>(failure);
        }
        try {
            steps.put(last);
        } catch (InterruptedException e) {
            // Closed: nobody waits for the end any more, and the thread ends here.
            Thread.currentThread().interrupt();
        }
    }

    private static final class ClosedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ClosedException(InterruptedException cause) {
            super(cause);
        }
    }

    /** Hands each question out and waits for its outcome. */
    private final class Pausing implements Exchange {
        @Override
        public RoundResult ask(SumQuestion question) {
            RoundOutcome outcome = outcomeOf(question);
            RoundState state = outcome.state(question.plan());
            Sum sum = state instanceof RoundState.Committed committed
                    ? new Sum(
                            question.layout(),
                            outcome.words().get(0),
                            committed.contributors().size())
                    : new Accumulator(question.layout()).sum();
            return new RoundResult(state, sum, outcome.reasons());
        }

        @Override
        public PerSiteResult askEach(PerSiteQuestion question) {
            RoundOutcome outcome = outcomeOf(question);
            RoundState state = outcome.state(question.plan());
            List<PerSiteUpdate> updates = new ArrayList<>();
            int place = 0;
            for (SiteId site : state.contributors()) {
                PerSiteUpdate.Outcome read = PerSiteUpdate.accept(
                        site, question.layout(), outcome.words().get(place++));
                if (read instanceof PerSiteUpdate.Outcome.Accepted accepted) {
                    updates.add(accepted.update());
                } else {
                    throw new IllegalArgumentException(
                            "the update of site '%s' should not have been accepted".formatted(site));
                }
            }
            return new PerSiteResult(state, updates, outcome.reasons());
        }

        private RoundOutcome outcomeOf(Question question) {
            try {
                steps.put(new Step.Asks<>(question));
                RoundOutcome outcome = outcomes.take();
                RoundPlan plan = question.plan();
                if (outcome.round() != plan.number()) {
                    throw new IllegalStateException("the program asks round %d, and round %d was answered"
                            .formatted(plan.number(), outcome.round()));
                }
                return outcome;
            } catch (InterruptedException e) {
                throw new ClosedException(e);
            }
        }
    }
}

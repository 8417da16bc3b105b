package org.wardround.site.agent;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.Fault;
import org.wardround.core.error.FederationException;
import org.wardround.core.error.Retry;
import org.wardround.protocol.message.MessageCodec;
import org.wardround.protocol.message.StoredWords;
import org.wardround.protocol.v1.Busy;
import org.wardround.protocol.v1.Head;
import org.wardround.protocol.v1.RunStatus;
import org.wardround.protocol.v1.TaskOffered;
import org.wardround.protocol.v1.TranscriptReply;
import org.wardround.site.audit.AuditEvent;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.run.SiteRun;

/** One run of the agent, on a thread of its own so that polling goes on while it computes. Thread-safe. */
final class RunWork implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RunWork.class.getName());

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    /** For so long something that was heard may be lost by a crash, and is heard again then. */
    private static final long KEEP_MILLIS = 500;

    /** What the coordinator did is not what it may do, or this site has forgotten what it did itself: the run is left, and nothing is answered any more. */
    private static final Set<ErrorCode> LEAVE = Set.of(
            ErrorCode.TRANSCRIPT_FORKED,
            ErrorCode.ANSWER_FORGOTTEN,
            ErrorCode.ALREADY_ANSWERED,
            ErrorCode.STUDY_CHANGED,
            ErrorCode.QUESTION_DIFFERS,
            ErrorCode.SECURE_SUM_REFUSED,
            ErrorCode.WOULD_REVEAL_SITE,
            ErrorCode.SIGNATURE_INVALID,
            ErrorCode.VERSION_UNSUPPORTED,
            ErrorCode.MALFORMED_MESSAGE,
            ErrorCode.WRONG_LENGTH,
            ErrorCode.OUT_OF_BOUND);

    private final String run;
    private final Contact contact;
    private final Opening opening;
    private final Rules rules;
    private final Answering answering;
    private final ScheduledExecutorService thread;
    private @Nullable SiteRun current;
    private volatile RunStatus status;
    private volatile boolean over;
    private volatile @Nullable FederationException left;
    private volatile int asked;
    private boolean keeping;

    /** Brings the run back from the journal. */
    interface Opening {
        SiteRun open(StoredWords words);
    }

    /**
     * What holds beside the protocol.
     *
     * @param nonces 32 random bytes each
     * @param audit for what the gate refuses
     * @param keeper told before the line that ends the run
     * @param over called when nothing comes any more
     */
    record Rules(TaskGate gate, Supplier<byte[]> nonces, AuditLog audit, RunKeeper keeper, Runnable over) {}

    /** The gate is shut for now. */
    static final class HeldBack extends RuntimeException {
        private static final long serialVersionUID = 1;

        HeldBack(String reason) {
            super(reason);
        }
    }

    RunWork(String run, Contact contact, Opening opening, Rules rules) {
        this.run = run;
        this.contact = contact;
        this.opening = opening;
        this.rules = rules;
        this.answering = new Answering(run, contact, rules);
        this.status = RunStatus.newBuilder()
                .setRun(run)
                .setHead(Head.newBuilder().setHash(ByteString.copyFrom(new byte[32])))
                .build();
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread created = new Thread(work, "run-" + run);
            created.setDaemon(true);
            return created;
        });
    }

    /** For polls. */
    RunStatus status() {
        return status;
    }

    /** Whether nothing comes any more. */
    boolean isOver() {
        return over;
    }

    void join(org.wardround.protocol.v1.RunOffered offer) {
        act(siteRun -> contact.join(siteRun.join(offer, rules.nonces.get())));
    }

    /** Answers, unless the same task is being answered already. */
    void task(TaskOffered task) {
        act(new Action() {
            @Override
            public void with(SiteRun siteRun) {
                try {
                    perform(siteRun, task);
                } catch (FederationException problem) {
                    if (LEAVE.contains(problem.code())) {
                        leaving(siteRun, task, problem);
                    }
                    throw problem;
                }
            }

            @Override
            public void inVain() {
                FederationException why = left;
                if (why != null) {
                    contact.tryToRefuse(task.getRound(), why.code(), String.valueOf(why.getMessage()));
                }
            }
        });
    }

    private void perform(SiteRun siteRun, TaskOffered task) {
        synchronise(siteRun, task.getHead());
        if (siteRun.end().isPresent() || isPast(siteRun, task.getHead()) || !answering.isOpen(siteRun, task)) {
            return;
        }
        answering.fetchReceipt(siteRun);
        status = status.toBuilder()
                .setHead(siteRun.head())
                .setBusy(Busy.newBuilder().setRound(task.getRound()))
                .build();
        answering.answer(siteRun, task);
    }

    /**
     * Whether the task's round is over as far as this site knows.
     *
     * @throws FederationException TRANSCRIPT_FORKED where the coordinator does not know the lines any more that it told, or others in their place
     */
    private boolean isPast(SiteRun siteRun, Head asked) {
        Head here = siteRun.head();
        boolean further = here.getLength() > asked.getLength();
        boolean known = further
                ? contact.transcript(here.getLength()).getHead().getLength() >= here.getLength()
                : here.equals(asked);
        if (!known) {
            throw new FederationException(
                    ErrorCode.TRANSCRIPT_FORKED,
                    ("the coordinator told %d lines of this run and now has others, or fewer: its folder is from a backup older than these. "
                                    + "The site leaves the run; cancel it and begin it anew")
                            .formatted(here.getLength()));
        }
        return further;
    }

    /** Says so to the coordinator, as far as it listens, so that nobody waits for this site; and into the audit log where the coordinator tells two histories, or a sum under masks does not add up. */
    private void leaving(SiteRun siteRun, TaskOffered task, FederationException problem) {
        left = problem;
        if (problem.code() == ErrorCode.TRANSCRIPT_FORKED) {
            rules.audit.write(new AuditEvent.TranscriptForked(
                    run,
                    AuditEvent.TranscriptForked.Place.of(siteRun.head()),
                    AuditEvent.TranscriptForked.Place.of(task.getHead())));
        }
        if (problem.code() == ErrorCode.SECURE_SUM_REFUSED || problem.code() == ErrorCode.WOULD_REVEAL_SITE) {
            rules.audit.write(
                    new AuditEvent.Refused(run, task.getRound(), problem.code(), String.valueOf(problem.getMessage())));
        }
        contact.tryToRefuse(task.getRound(), problem.code(), String.valueOf(problem.getMessage()));
    }

    /** Hears the rest of a run that is over. */
    void ended() {
        act(siteRun -> {
            TranscriptReply reply;
            do {
                reply = contact.transcript(siteRun.head().getLength());
                tell(siteRun, reply.getEntriesList());
                // The program may be at its end before the line that says so has come.
            } while (reply.getEntriesCount() > 0 && !siteRun.head().equals(reply.getHead()));
        });
    }

    private void synchronise(SiteRun siteRun, Head head) {
        while (siteRun.head().getLength() < head.getLength() && siteRun.end().isEmpty()) {
            TranscriptReply reply = contact.transcript(siteRun.head().getLength());
            if (reply.getEntriesCount() == 0) {
                throw new FederationException(
                        ErrorCode.OUT_OF_ORDER,
                        "the coordinator has no line after number "
                                + siteRun.head().getLength());
            }
            tell(siteRun, reply.getEntriesList());
        }
    }

    private void tell(SiteRun siteRun, List<ByteString> lines) {
        int ended = IntStream.range(0, lines.size())
                .filter(i -> MessageCodec.decodeEntry(lines.get(i)).hasEnded())
                .findFirst()
                .orElse(lines.size());
        siteRun.told(lines.subList(0, ended), contact::words);
        if (ended < lines.size()) {
            answering.fetchReceipt(siteRun);
            rules.keeper.keep(siteRun);
            siteRun.told(lines.subList(ended, lines.size()), contact::words);
        }
    }

    private interface Action {
        void with(SiteRun siteRun);

        /** Instead, where the run is over. */
        default void inVain() {}
    }

    /** By the agent's one thread. */
    private void act(Action action) {
        int number = asked + 1;
        asked = number;
        act(action, number, FIRST_PAUSE_MILLIS);
    }

    private void act(Action action, int number, long pause) {
        try {
            thread.execute(() -> perform(action, number, pause));
        } catch (RejectedExecutionException closed) {
            LOG.log(System.Logger.Level.DEBUG, "run {0} is closed", run);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // The top of the run's thread: whatever comes is told and tried again.
    private void perform(Action action, int number, long pause) {
        if (over) {
            action.inVain();
            return;
        }
        try {
            attempt(action);
        } catch (HeldBack held) {
            LOG.log(System.Logger.Level.INFO, "run {0} waits: {1}", run, held.getMessage());
            again(action, number, pause);
        } catch (FederationException problem) {
            LOG.log(System.Logger.Level.INFO, "run {0}: {1} ({2})", run, problem.getMessage(), problem.code());
            if (passes(problem.code())) {
                again(action, number, pause);
            }
        } catch (RuntimeException defect) {
            if (thread.isShutdown()) {
                // Stopped in the middle of its work: what was begun is done again after the next start.
                LOG.log(System.Logger.Level.DEBUG, "run {0} is closed", run);
                return;
            }
            LOG.log(System.Logger.Level.ERROR, "run " + run + " failed", defect);
            forget();
            again(action, number, pause);
        }
    }

    // A certificate that ends just now is renewed, or the agent ends.
    private static boolean passes(ErrorCode code) {
        return code.retry() == Retry.LATER || code.retry() == Retry.NOW || code == ErrorCode.NO_CERTIFICATE;
    }

    /** After a pause, unless something newer was asked since: that makes up for it. */
    private void again(Action action, int number, long pause) {
        try {
            thread.schedule(
                    () -> {
                        if (number == asked) {
                            perform(action, number, Math.min(2 * pause, LONGEST_PAUSE_MILLIS));
                        }
                    },
                    pause,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.log(System.Logger.Level.DEBUG, "run {0} is closed", run);
        }
    }

    private void attempt(Action action) {
        SiteRun siteRun = open();
        if (closeIfOver(siteRun)) {
            return;
        }
        try {
            action.with(siteRun);
            keepLater(siteRun);
        } catch (FederationException problem) {
            if (LEAVE.contains(problem.code())) {
                siteRun.leave(problem.code(), String.valueOf(problem.getMessage()));
            } else if (problem.code().fault() == Fault.COMPUTER
                    || problem.code().fault() == Fault.INTERNAL) {
                forget();
            }
            throw problem;
        } finally {
            status = status.toBuilder().setHead(siteRun.head()).clearBusy().build();
            closeIfOver(siteRun);
        }
    }

    /** What was heard is written with the next answer; where none comes soon, by itself. */
    private void keepLater(SiteRun siteRun) {
        if (siteRun.isKept() || keeping || thread.isShutdown()) {
            return;
        }
        keeping = true;
        thread.schedule(
                () -> {
                    keeping = false;
                    perform(SiteRun::keep, asked, FIRST_PAUSE_MILLIS);
                },
                KEEP_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private boolean closeIfOver(SiteRun siteRun) {
        if (siteRun.end().isEmpty() || !siteRun.end().get().told()) {
            return false;
        }
        over = true;
        forget();
        rules.over.run();
        return true;
    }

    private SiteRun open() {
        SiteRun siteRun = current;
        if (siteRun == null) {
            siteRun = opening.open(contact::words);
            current = siteRun;
        }
        return siteRun;
    }

    private void forget() {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        if (current != null) {
            current.close();
        }
    }
}

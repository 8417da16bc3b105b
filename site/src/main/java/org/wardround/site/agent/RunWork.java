package org.wardround.site.agent;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.Fault;
import org.wardround.core.error.FederationException;
import org.wardround.core.error.Retry;
import org.wardround.core.identity.Sha256;
import org.wardround.core.sum.Words;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.MessageCodec;
import org.wardround.protocol.v1.Busy;
import org.wardround.protocol.v1.Entry;
import org.wardround.protocol.v1.Head;
import org.wardround.protocol.v1.RunStatus;
import org.wardround.protocol.v1.Submission;
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

    /** What the coordinator did is not what it may do: the run is left, and nothing is answered any more. */
    private static final Set<ErrorCode> LEAVE = Set.of(
            ErrorCode.TRANSCRIPT_FORKED,
            ErrorCode.STUDY_CHANGED,
            ErrorCode.QUESTION_DIFFERS,
            ErrorCode.SIGNATURE_INVALID,
            ErrorCode.VERSION_UNSUPPORTED,
            ErrorCode.MALFORMED_MESSAGE,
            ErrorCode.WRONG_LENGTH,
            ErrorCode.OUT_OF_BOUND);

    private final String run;
    private final Contact contact;
    private final Opening opening;
    private final Rules rules;
    private final Map<Sha256, Long> lengths = new HashMap<>();
    private final ScheduledExecutorService thread;
    private @Nullable SiteRun current;
    private volatile RunStatus status;
    private volatile boolean over;
    private volatile int asked;

    /** Brings the run back from the journal. */
    interface Opening {
        SiteRun open(Function<Sha256, Words> words);
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
    private static final class HeldBack extends RuntimeException {
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
        act(siteRun -> {
            synchronise(siteRun, task.getHead());
            if (siteRun.end().isPresent()) {
                return;
            }
            if (!isOpen(task)) {
                return;
            }
            status = status.toBuilder()
                    .setHead(siteRun.head())
                    .setBusy(Busy.newBuilder().setRound(task.getRound()))
                    .build();
            answer(siteRun, task);
        });
    }

    private void answer(SiteRun siteRun, TaskOffered task) {
        SiteRun.Answer answer = siteRun.answer(task);
        if (answer instanceof SiteRun.Answer.Submit submit) {
            // It took its time, and people may have decided meanwhile.
            if (!isOpen(task)) {
                return;
            }
            LOG.log(System.Logger.Level.DEBUG, "run {0}: uploading round {1}", run, task.getRound());
            siteRun.received(contact.submit(submit, content(submit)));
            LOG.log(System.Logger.Level.DEBUG, "run {0}: waiting after round {1}", run, task.getRound());
        } else if (answer instanceof SiteRun.Answer.Refuse refuse) {
            contact.refuse(task.getRound(), refuse.code(), refuse.reason());
        }
    }

    /** Whether the site may answer; where it may not, it says so, to each question, so that nobody waits for it. */
    private boolean isOpen(TaskOffered task) {
        TaskGate.Verdict verdict = rules.gate.ask();
        if (verdict instanceof TaskGate.Verdict.Later later) {
            throw new HeldBack(later.reason());
        }
        if (verdict instanceof TaskGate.Verdict.No no) {
            contact.refuse(task.getRound(), no.code(), no.reason());
            rules.audit.write(new AuditEvent.Refused(run, task.getRound(), no.code(), no.reason()));
            return false;
        }
        return true;
    }

    private static Submission content(SiteRun.Answer.Submit submit) {
        try {
            return Submission.parseFrom(submit.submission().getContent());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("written here", e);
        }
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
        for (ByteString line : lines) {
            Entry entry = MessageCodec.decodeEntry(line);
            entry.getRoundClosed()
                    .getWordsList()
                    .forEach(words -> lengths.put(Digests.of(words.getDigest()), words.getLength() * Long.BYTES));
        }
        int ended = IntStream.range(0, lines.size())
                .filter(i -> MessageCodec.decodeEntry(lines.get(i)).hasEnded())
                .findFirst()
                .orElse(lines.size());
        siteRun.told(lines.subList(0, ended), words());
        if (ended < lines.size()) {
            rules.keeper.keep(siteRun);
            siteRun.told(lines.subList(ended, lines.size()), words());
        }
    }

    private Function<Sha256, Words> words() {
        return contact.words(digest -> lengths.getOrDefault(digest, 0L));
    }

    private interface Action {
        void with(SiteRun siteRun);
    }

    /** By the agent's one thread. */
    private void act(Action action) {
        int number = asked + 1;
        asked = number;
        act(action, number, FIRST_PAUSE_MILLIS);
    }

    private void act(Action action, int number, long pause) {
        if (!over) {
            thread.execute(() -> perform(action, number, pause));
        }
    }

    @SuppressWarnings("CatchingUnchecked") // The top of the run's thread: whatever comes is told and tried again.
    private void perform(Action action, int number, long pause) {
        if (over) {
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
            siteRun = opening.open(words());
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

package org.wardround.cli.network;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.Fault;
import org.wardround.core.error.FederationException;
import org.wardround.core.error.Retry;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.Blob;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.BlobWords;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.Staged;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Words;
import org.wardround.privacy.secure.SecureStep;
import org.wardround.privacy.secure.site.Participant;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.MessageCodec;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.v1.JoinRequest;
import org.wardround.protocol.v1.News;
import org.wardround.protocol.v1.PollReply;
import org.wardround.protocol.v1.PollRequest;
import org.wardround.protocol.v1.RefuseRequest;
import org.wardround.protocol.v1.RunOffered;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.SubmitReply;
import org.wardround.protocol.v1.SubmitRequest;
import org.wardround.protocol.v1.TaskOffered;
import org.wardround.protocol.v1.TranscriptReply;
import org.wardround.protocol.v1.TranscriptRequest;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.ledger.Caps;
import org.wardround.site.run.OwnProcess;
import org.wardround.site.run.Remembered;
import org.wardround.site.run.SiteRun;
import org.wardround.site.run.SiteRunDefinition;
import org.wardround.site.run.SiteRuns;
import org.wardround.testkit.storage.Crash;
import org.wardround.testkit.storage.MemoryDisk;

/** A hospital's process over its {@link SiteRun}: calls as the agent does, one at a time beside the poll, without threads. Not thread-safe. */
final class FaultySite {
    private static final int POLL_MILLIS = 10;
    private static final int LONGEST_POLL_MILLIS = 80;
    private static final int LONGEST_KEEP_MILLIS = 1_000;
    private static final int TIMEOUT_MILLIS = 60;
    private static final int PAUSE_MILLIS = 150;
    private static final int SLOWEST_MILLIS = 1500;
    private static final int PIECE_BYTES = 30_000;
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

    private final SiteId id;
    private final World world;
    private final MemoryDisk disk = new MemoryDisk();
    private final SeededStream random;
    private int process;
    private boolean up;
    private Journal journal;
    private BlobStore blobs;
    private AuditLog audit;
    private @Nullable SiteRun run;
    private @Nullable RunOffered offer;
    private boolean joined;
    private boolean over;
    private @Nullable TaskOffered task;
    private long call;
    private boolean calling;
    /** The last round whose words are acknowledged to this process. */
    private int submitted;

    private int pollMillis = POLL_MILLIS;
    private boolean ended;
    private long quietUntil;
    /** The process in which something heard is to be written soon. */
    private int keeping;

    /** What a site sees of the rest. */
    interface World {
        FaultStudy study();

        VirtualTime time();

        LossyNetwork network();

        FaultyCoordinator coordinator();

        Invariants invariants();

        Plant plant();

        boolean isSlow();

        void crashed(FaultySite site);
    }

    FaultySite(SiteId id, World world, SeededStream random) {
        this.id = id;
        this.world = world;
        this.random = random;
    }

    SiteId id() {
        return id;
    }

    MemoryDisk disk() {
        return disk;
    }

    boolean isUp() {
        return up;
    }

    /** Whether it has heard the end of the run, or has no part in it. */
    boolean isOver() {
        return over;
    }

    /** Whether it was asked for its yes while it was there to hear it. */
    boolean wasAsked() {
        return offer != null;
    }

    /** Where it stands, for whoever looks at a seed that fails. */
    @Override
    public String toString() {
        return "%s[%s%s%s, at line %s, task %s]"
                .formatted(
                        id,
                        up ? "up" : "down",
                        joined ? ", joined" : "",
                        over ? ", over" : "",
                        run == null ? "?" : run.head().getLength(),
                        task == null ? "none" : task.getRound());
    }

    Optional<SiteRun> run() {
        return Optional.ofNullable(run);
    }

    void start() {
        up = true;
        process++;
        int current = process;
        calling = false;
        call++;
        task = null;
        joined = false;
        submitted = 0;
        offer = null;
        guarded(() -> {
            blobs = disk.blobs(world.time());
            journal = world.plant().sites(id, disk.journal(world.time()));
            audit = AuditLog.open(journal, world.time());
            world.invariants().log(id, audit.head().length(), "after a start");
            offer = SiteRuns.offered(journal, FaultStudy.RUN).orElse(null);
        });
        poll(current);
    }

    void dies() {
        up = false;
        forget();
    }

    private void forget() {
        if (run != null) {
            run.close();
            run = null;
        }
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (Crash crash) {
            world.crashed(this);
        }
    }

    /** Polls for as long as this process lives. */
    private void poll(int polling) {
        if (!up || polling != process || over) {
            return;
        }
        world.network()
                .call(
                        id,
                        Method.POLL,
                        PollRequest.getDefaultInstance(),
                        request -> world.coordinator().answer(id, request),
                        (reply, refusal) -> {
                            if (reply != null && polling == process && up) {
                                guarded(() -> hear((PollReply) reply));
                            }
                        });
        pollMillis = Math.min(2 * pollMillis, LONGEST_POLL_MILLIS);
        world.time().after(pollMillis, () -> poll(polling));
        guarded(this::work);
    }

    private void hear(PollReply reply) {
        if (reply.getNewsCount() > 0) {
            pollMillis = POLL_MILLIS;
        }
        for (News news : reply.getNewsList()) {
            switch (news.getKindCase()) {
                case RUN_OFFERED -> offer = news.getRunOffered();
                case TASK_OFFERED -> {
                    // News may come late: what is older than what is known is nothing new.
                    if (task == null || task.getRound() < news.getTaskOffered().getRound()) {
                        task = news.getTaskOffered();
                    }
                }
                case RUN_ENDED -> ended = true;
                default -> {}
            }
        }
        work();
    }

    /** The next call that is due, if none is under way. */
    private void work() {
        if (calling || over || offer == null || world.time().now() < quietUntil) {
            return;
        }
        try {
            SiteRun siteRun = open();
            if (siteRun.end().isPresent() && siteRun.end().get().told()) {
                over = true;
            } else {
                next(siteRun);
            }
        } catch (FederationException problem) {
            failed(problem);
        }
    }

    private void next(SiteRun siteRun) {
        TaskOffered asked = task;
        if (!joined) {
            byte[] nonce = new byte[32];
            nonce[0] = (byte) process;
            send(
                    Method.JOIN,
                    JoinRequest.newBuilder()
                            .setJoined(siteRun.join(offer, nonce))
                            .build(),
                    reply -> joined = true);
        } else if (siteRun.unacknowledged().isPresent() && (ended || asked != null)) {
            receiptAgain(siteRun, siteRun.unacknowledged().get());
        } else if (ended
                || (asked != null
                        && siteRun.head().getLength() < asked.getHead().getLength())) {
            int from = siteRun.head().getLength();
            send(
                    Method.TRANSCRIPT,
                    TranscriptRequest.newBuilder()
                            .setRun(FaultStudy.RUN)
                            .setFrom(from)
                            .build(),
                    reply -> told(from, (TranscriptReply) reply));
        } else if (asked != null && siteRun.end().isEmpty()) {
            if (siteRun.head().getLength() > asked.getHead().getLength()) {
                task = null;
            } else if (siteRun.isMasked() && (siteRun.step() != SecureStep.INPUT || submitted == asked.getRound())) {
                step(siteRun, asked);
            } else {
                answer(siteRun, asked);
            }
        }
    }

    /** The receipt was lost on the way, and the round is over. */
    private void receiptAgain(SiteRun siteRun, Signed submission) {
        SubmitRequest again =
                SubmitRequest.newBuilder().setSubmission(submission).build();
        world.invariants().submission(id, submission);
        send(Method.SUBMIT, again, new Then() {
            @Override
            public void hears(Message reply) {
                Signed receipt = ((SubmitReply) reply).getReceipt();
                world.invariants().receipt(id, receipt);
                open().received(receipt);
            }

            @Override
            public boolean isRefused(FederationException refusal) {
                if (refusal.code() == ErrorCode.TOO_LATE) {
                    open().neverAcknowledged();
                    return true;
                }
                return false;
            }
        });
    }

    /** One step of a sum under masks; not closed yet: the next poll says it again. */
    private void step(SiteRun siteRun, TaskOffered asked) {
        boolean last = siteRun.step() == SecureStep.ANSWER;
        send(Method.SECURE, siteRun.say(asked, seed()), reply -> {
            SecureReply told = (SecureReply) reply;
            if (last) {
                done(asked.getRound());
            } else if (told.getClosed()) {
                open().hear(asked, told);
            }
        });
    }

    private byte[] seed() {
        byte[] seed = new byte[Participant.SEED_BYTES];
        for (int i = 0; i < seed.length; i++) {
            seed[i] = (byte) random.nextInt(256);
        }
        return seed;
    }

    private void told(int from, TranscriptReply reply) {
        world.invariants().transcript(from, reply.getEntriesList());
        List<ByteString> lines = reply.getEntriesList();
        int ended = lines.size();
        if (ended > 0 && MessageCodec.decodeEntry(lines.get(ended - 1)).hasEnded()) {
            ended--;
        }
        open().told(lines.subList(0, ended), this::downloaded);
        // As the agent: the receipt before the end.
        if (open().unacknowledged().isEmpty()) {
            open().told(lines.subList(ended, lines.size()), this::downloaded);
        }
    }

    private void answer(SiteRun siteRun, TaskOffered asked) {
        SiteRun.Answer answer = siteRun.answer(asked);
        world.invariants().log(id, audit.head().length(), "after an answer");
        if (answer instanceof SiteRun.Answer.Submit submit) {
            int delay = world.isSlow() ? random.nextInt(SLOWEST_MILLIS) : 0;
            if (delay == 0) {
                submit(submit);
            } else {
                long number = begin();
                world.time().after(delay, () -> {
                    if (isCurrent(number)) {
                        calling = false;
                        guarded(() -> {
                            try {
                                submit(submit);
                            } catch (FederationException problem) {
                                failed(problem);
                            }
                        });
                    }
                });
            }
        } else if (answer instanceof SiteRun.Answer.Refuse refuse) {
            send(
                    Method.REFUSE,
                    RefuseRequest.newBuilder()
                            .setRun(FaultStudy.RUN)
                            .setRound(asked.getRound())
                            .setCode(refuse.code().name())
                            .setReason(refuse.reason())
                            .build(),
                    reply -> done(asked.getRound()));
        }
    }

    private void submit(SiteRun.Answer.Submit submit) {
        Submission content = content(submit.submission());
        world.invariants().submission(id, submit.submission());
        SubmitRequest.Builder request = SubmitRequest.newBuilder().setSubmission(submit.submission());
        if (open().isMasked()) {
            request.setInput(open().say(Objects.requireNonNull(task), seed()).getInput());
        }
        if (submit.inline() == null) {
            upload(Digests.of(content.getDigest()));
        } else {
            request.setInline(submit.inline());
        }
        send(Method.SUBMIT, request.build(), reply -> {
            Signed receipt = ((SubmitReply) reply).getReceipt();
            world.invariants().receipt(id, receipt);
            open().received(receipt);
            submitted = content.getRound();
            if (!open().isMasked()) {
                done(content.getRound());
            }
        });
    }

    private void done(int round) {
        if (task != null && task.getRound() == round) {
            task = null;
        }
    }

    private static Submission content(Signed signed) {
        try {
            return Submission.parseFrom(signed.getContent());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private long begin() {
        call++;
        calling = true;
        return call;
    }

    private boolean isCurrent(long number) {
        return up && calling && number == call;
    }

    private interface Then {
        void hears(Message reply);

        /** Whether that was all there is to do about it. */
        default boolean isRefused(FederationException refusal) {
            return false;
        }
    }

    private void send(Method method, Message request, Then then) {
        long number = begin();
        world.network().call(id, method, request, sent -> world.coordinator().answer(id, sent), (reply, refusal) -> {
            if (isCurrent(number)) {
                calling = false;
                guarded(() -> heard(reply, refusal, then));
            }
        });
        if (world.plant().triesAgain()) {
            world.time().after(TIMEOUT_MILLIS + random.nextInt(TIMEOUT_MILLIS), () -> {
                if (isCurrent(number)) {
                    // Nobody answered: the next poll makes the call again.
                    calling = false;
                }
            });
        }
    }

    private void heard(@Nullable Message reply, @Nullable FederationException refusal, Then then) {
        try {
            if (refusal == null) {
                then.hears(reply);
            } else if (!then.isRefused(refusal)) {
                throw refusal;
            }
            keepLater();
            work();
        } catch (FederationException problem) {
            failed(problem);
        }
    }

    /** What was heard is written with the next answer, or in a while: before that a crash may take it. */
    private void keepLater() {
        if (run == null || run.isKept() || keeping == process) {
            return;
        }
        int current = process;
        keeping = current;
        world.time().after(random.nextInt(LONGEST_KEEP_MILLIS), () -> {
            if (up && current == process) {
                keeping = 0;
                guarded(() -> {
                    try {
                        open().keep();
                    } catch (FederationException problem) {
                        failed(problem);
                    }
                });
            }
        });
    }

    private void failed(FederationException problem) {
        if (LEAVE.contains(problem.code())) {
            throw new AssertionError(
                    "site %s would leave the run: %s (%s)".formatted(id, problem.getMessage(), problem.code()),
                    problem);
        }
        if (problem.code() == ErrorCode.STORAGE_CORRUPT
                || problem.code() == ErrorCode.INTERNAL
                || problem.code() == ErrorCode.SEQUENCE_CONFLICT) {
            throw new AssertionError(
                    "at site %s: %s (%s)".formatted(id, problem.getMessage(), problem.code()), problem);
        }
        if (problem.code().fault() == Fault.COMPUTER) {
            forget();
            quietUntil = world.time().now() + PAUSE_MILLIS;
        }
        if (problem.code().retry() != Retry.LATER && problem.code().retry() != Retry.NOW) {
            if (!joined && problem.code() == ErrorCode.TOO_LATE) {
                over = true;
            }
            task = null;
        }
    }

    private SiteRun open() {
        SiteRun siteRun = run;
        if (siteRun == null) {
            SiteRunDefinition definition = world.study().run(id);
            siteRun = SiteRun.open(
                    definition,
                    new OwnProcess(
                            definition,
                            world.plant().table(world.study().tables().get(id), process)),
                    journal,
                    blobs,
                    world.study().key(id),
                    audit,
                    Remembered.open(journal, () -> Caps.NONE)
                            .about(world.study().cohort(id, journal)),
                    this::downloaded);
            run = siteRun;
        }
        return siteRun;
    }

    /** From the own store, or from the coordinator into it, piece by piece. */
    private Words downloaded(Sha256 digest, long length, Ring ring) {
        Optional<Blob> known = blobs.find(digest);
        if (known.isEmpty()) {
            byte[] content = atCoordinator(store -> bytes(store.find(digest).orElseThrow(() -> unreachable())));
            try (Staged staged = blobs.stage(digest, content.length)) {
                for (int offset = (int) staged.offset(); offset < content.length; offset += PIECE_BYTES) {
                    breakOff();
                    append(staged, content, offset);
                }
                staged.finish().close();
            }
        }
        return new BlobWords(blobs.find(digest).orElseThrow(), ring);
    }

    private void upload(Sha256 digest) {
        byte[] content = bytes(blobs.find(digest).orElseThrow());
        boolean whole = atCoordinator(store -> {
            try (Staged staged = store.stage(digest, content.length)) {
                for (int offset = (int) staged.offset(); offset < content.length; offset += PIECE_BYTES) {
                    if (world.network().breaksOff(id)) {
                        return false;
                    }
                    append(staged, content, offset);
                }
                staged.finish().close();
                return true;
            }
        });
        if (!whole) {
            throw unreachable();
        }
    }

    private static void append(Staged staged, byte[] content, int offset) {
        int count = Math.min(PIECE_BYTES, content.length - offset);
        byte[] piece = new byte[count];
        System.arraycopy(content, offset, piece, 0, count);
        staged.append(piece, count);
    }

    private static byte[] bytes(Blob blob) {
        try (blob) {
            byte[] bytes = new byte[(int) blob.length()];
            blob.read(0, bytes, bytes.length);
            return bytes;
        }
    }

    private <T> T atCoordinator(Function<BlobStore, T> action) {
        breakOff();
        try {
            return world.coordinator().guarded(action);
        } catch (LossyNetwork.Unanswered nobody) {
            throw unreachable();
        }
    }

    private void breakOff() {
        if (world.network().breaksOff(id)) {
            throw unreachable();
        }
    }

    private static FederationException unreachable() {
        return new FederationException(ErrorCode.UNREACHABLE, "the transfer broke off");
    }
}

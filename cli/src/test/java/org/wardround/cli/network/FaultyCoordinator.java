package org.wardround.cli.network;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wardround.coordinator.run.AnswerStore;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.coordinator.run.RunKeeper;
import org.wardround.coordinator.run.RunStatus;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.Fault;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.trust.SigningDomain;
import org.wardround.protocol.message.Signing;
import org.wardround.protocol.v1.JoinReply;
import org.wardround.protocol.v1.JoinRequest;
import org.wardround.protocol.v1.News;
import org.wardround.protocol.v1.PollReply;
import org.wardround.protocol.v1.Receipt;
import org.wardround.protocol.v1.RefuseReply;
import org.wardround.protocol.v1.RefuseRequest;
import org.wardround.protocol.v1.RunEnded;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.SubmitReply;
import org.wardround.protocol.v1.SubmitRequest;
import org.wardround.protocol.v1.TranscriptReply;
import org.wardround.protocol.v1.TranscriptRequest;
import org.wardround.testkit.storage.Crash;
import org.wardround.testkit.storage.MemoryDisk;

/** The coordinator's process over its {@link RunKeeper}: as the server's desk does it, without threads. Not thread-safe. */
final class FaultyCoordinator {
    private static final int LINES_A_REPLY = 3;
    private static final long PAUSE_MILLIS = 100;

    private final RunDefinition definition;
    private final FaultStudy study;
    private final VirtualTime time;
    private final Plant plant;
    private final MemoryDisk disk = new MemoryDisk();
    private final Runnable crashed;
    private @Nullable RunKeeper keeper;
    private @Nullable BlobStore blobs;
    private RunKeeper.@Nullable Deadline timed;
    private long timer;
    private boolean up;
    private @Nullable RunEnd end;
    private List<ByteString> lines = List.of();

    /** @param crashed told when the process has ended at a call to its disk */
    FaultyCoordinator(FaultStudy study, RunDefinition definition, VirtualTime time, Plant plant, Runnable crashed) {
        this.study = study;
        this.definition = definition;
        this.time = time;
        this.plant = plant;
        this.crashed = crashed;
    }

    MemoryDisk disk() {
        return disk;
    }

    boolean isUp() {
        return up;
    }

    Optional<RunEnd> end() {
        return Optional.ofNullable(end);
    }

    /** Its transcript, as of the last event; null while it is down. */
    @Nullable
    List<ByteString> lines() {
        return up ? lines : null;
    }

    @Override
    public String toString() {
        return "coordinator[%s, %s, line %d, waits for %s]"
                .formatted(up ? "up" : "down", keeper == null ? "closed" : keeper.status(), lines.size(), timed);
    }

    void start() {
        up = true;
        timed = null;
        try {
            blobs = disk.blobs(time);
            act(RunKeeper::status);
        } catch (FederationException full) {
            setTimer(new RunKeeper.Deadline(-1, 0, Duration.ofMillis(PAUSE_MILLIS)));
        } catch (LossyNetwork.Unanswered crash) {
            // It has ended already; its restart is under way.
            return;
        }
    }

    /** The process ends; what is on its disk is the disk's business. */
    void dies() {
        up = false;
        timer++;
        close();
    }

    private void close() {
        if (keeper != null) {
            keeper.close();
            keeper = null;
        }
    }

    /** Does something in this process; where it ends by it, nobody answers. */
    <T> T guarded(Function<BlobStore, T> action) {
        if (!up || blobs == null) {
            throw new LossyNetwork.Unanswered();
        }
        try {
            return action.apply(blobs);
        } catch (Crash crash) {
            crashed.run();
            throw new LossyNetwork.Unanswered();
        }
    }

    private <T> T act(Function<RunKeeper, T> action) {
        return guarded(store -> {
            RunKeeper current = keeper;
            boolean sound = false;
            try {
                if (current == null) {
                    current = RunKeeper.open(
                            definition,
                            plant.coordinators(disk.journal(time)),
                            new AnswerStore(store),
                            study.coordinatorKey(),
                            time);
                    keeper = current;
                }
                T result = action.apply(current);
                current.write();
                sound = true;
                return result;
            } catch (FederationException refusal) {
                sound = refusal.code().fault() != Fault.COMPUTER
                        && refusal.code().fault() != Fault.INTERNAL;
                throw refusal;
            } finally {
                if (sound) {
                    setTimer(deadline(current));
                    lines = current.transcript(0);
                    end = current.end().orElse(null);
                } else {
                    close();
                    setTimer(new RunKeeper.Deadline(-1, 0, Duration.ofMillis(PAUSE_MILLIS)));
                }
            }
        });
    }

    private static RunKeeper.@Nullable Deadline deadline(RunKeeper current) {
        return current.status() == RunStatus.JOINING
                ? new RunKeeper.Deadline(0, 0, current.definition().timing().join())
                : current.deadline().orElse(null);
    }

    private void setTimer(RunKeeper.@Nullable Deadline next) {
        if (Objects.equals(next, timed)) {
            return;
        }
        timed = next;
        timer++;
        long set = timer;
        if (next != null) {
            time.after(next.length().toMillis(), () -> {
                if (up && (set == timer || plant.oldDeadlinesClose())) {
                    passed(next);
                }
            });
        }
    }

    private void passed(RunKeeper.Deadline set) {
        try {
            act(current -> {
                if (set.round() == 0) {
                    current.joinDeadline();
                } else if (set.round() > 0) {
                    RunKeeper.Deadline over =
                            plant.oldDeadlinesClose() ? current.deadline().orElse(set) : set;
                    current.deadline(over.round(), over.step());
                }
                return set;
            });
        } catch (FederationException | LossyNetwork.Unanswered failed) {
            // Opened again by the timer that was set, or by the restart.
            return;
        }
    }

    void pauses() {
        quietly(keeper -> keeper.pause("an operator"));
    }

    /** Whoever wants it tries until it is done. */
    void resumes() {
        if (!quietly(keeper -> keeper.resume("an operator"))) {
            time.after(PAUSE_MILLIS, this::resumes);
        }
    }

    private boolean quietly(java.util.function.Consumer<RunKeeper> action) {
        try {
            act(current -> {
                action.accept(current);
                return current;
            });
            return true;
        } catch (FederationException | LossyNetwork.Unanswered failed) {
            return false;
        }
    }

    /** A call of a site, as {@code Coordinator} answers it. */
    Message answer(SiteId site, Message request) {
        if (request instanceof JoinRequest join) {
            return act(current -> {
                current.join(site, join.getJoined());
                return JoinReply.getDefaultInstance();
            });
        }
        if (request instanceof TranscriptRequest wanted) {
            return act(current -> transcript(current, site, wanted.getFrom()));
        }
        if (request instanceof SubmitRequest submit) {
            return submit(site, submit);
        }
        if (request instanceof RefuseRequest refuse) {
            return act(current -> {
                current.refuse(
                        site,
                        refuse.getRound(),
                        new RoundOutcome.Loss(ErrorCode.valueOf(refuse.getCode()), refuse.getReason()));
                return RefuseReply.getDefaultInstance();
            });
        }
        if (request instanceof SecureRequest secure) {
            return act(current -> current.secure(site, secure));
        }
        return act(current -> news(current, site));
    }

    private static TranscriptReply transcript(RunKeeper current, SiteId site, int from) {
        if (!current.hasPart(site)) {
            throw new FederationException(ErrorCode.UNKNOWN_RUN, "no part in the run");
        }
        return TranscriptReply.newBuilder()
                .setHead(current.head())
                .addAllEntries(
                        current.transcript(from).stream().limit(LINES_A_REPLY).toList())
                .build();
    }

    private Message submit(SiteId site, SubmitRequest submit) {
        Signed receipt;
        try {
            receipt = act(current -> current.submit(site, submit));
        } catch (FederationException refusal) {
            if (!plant.receiptDespite(refusal)) {
                throw refusal;
            }
            receipt = receiptFor(submit.getSubmission());
        }
        return SubmitReply.newBuilder().setReceipt(receipt).build();
    }

    private Signed receiptFor(Signed submission) {
        try {
            Submission sent = Submission.parseFrom(submission.getContent());
            return Signing.sign(
                    study.coordinatorKey(),
                    SigningDomain.RECEIPT,
                    Receipt.newBuilder()
                            .setSite(sent.getSite())
                            .setRun(sent.getRun())
                            .setRound(sent.getRound())
                            .setDigest(sent.getDigest())
                            .setLogLength(sent.getLogLength())
                            .setLogHead(sent.getLogHead())
                            .build());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static PollReply news(RunKeeper current, SiteId site) {
        PollReply.Builder reply = PollReply.newBuilder();
        if (current.isAsked(site)) {
            reply.addNews(News.newBuilder().setRunOffered(current.definition().offer()));
        }
        current.task(site).ifPresent(task -> reply.addNews(News.newBuilder().setTaskOffered(task)));
        if (current.hasPart(site) && current.end().isPresent()) {
            ErrorCode code = current.end().get().code();
            reply.addNews(News.newBuilder()
                    .setRunEnded(RunEnded.newBuilder()
                            .setRun(current.definition().run())
                            .setCode(code == null ? "" : code.name())));
        }
        return reply.build();
    }
}

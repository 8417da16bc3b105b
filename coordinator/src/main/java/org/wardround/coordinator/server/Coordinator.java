package org.wardround.coordinator.server;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wardround.coordinator.control.ControlRequest;
import org.wardround.coordinator.run.AnswerStore;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.coordinator.run.RunFigures;
import org.wardround.coordinator.run.RunKeeper;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Journal;
import org.wardround.core.trust.SigningKey;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.BlobSink;
import org.wardround.protocol.transport.BlobSource;
import org.wardround.protocol.transport.Caller;
import org.wardround.protocol.transport.SiteApi;
import org.wardround.protocol.v1.BlobStatusReply;
import org.wardround.protocol.v1.BlobStatusRequest;
import org.wardround.protocol.v1.DeclineReply;
import org.wardround.protocol.v1.DeclineRequest;
import org.wardround.protocol.v1.EnrolReply;
import org.wardround.protocol.v1.EnrolRequest;
import org.wardround.protocol.v1.HelloReply;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.JoinReply;
import org.wardround.protocol.v1.JoinRequest;
import org.wardround.protocol.v1.News;
import org.wardround.protocol.v1.PollReply;
import org.wardround.protocol.v1.PollRequest;
import org.wardround.protocol.v1.RefuseReply;
import org.wardround.protocol.v1.RefuseRequest;
import org.wardround.protocol.v1.RenewReply;
import org.wardround.protocol.v1.RenewRequest;
import org.wardround.protocol.v1.RosterChanged;
import org.wardround.protocol.v1.RosterReply;
import org.wardround.protocol.v1.RosterRequest;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.protocol.v1.ServerLimits;
import org.wardround.protocol.v1.SubmitFigureReply;
import org.wardround.protocol.v1.SubmitFigureRequest;
import org.wardround.protocol.v1.SubmitReply;
import org.wardround.protocol.v1.SubmitRequest;
import org.wardround.protocol.v1.TranscriptReply;
import org.wardround.protocol.v1.TranscriptRequest;

/** The coordinator of a federation, over one journal and one store: several runs at a time, each on a thread of its own. Thread-safe. */
public final class Coordinator implements SiteApi, AutoCloseable {
    private static final int TRANSCRIPT_BYTES = 900 * 1024;

    private final Reception reception;
    private final Journal journal;
    private final ContentDesk contents;
    private final AnswerStore answers;
    private final SigningKey key;
    private final InstantSource clock;
    private final String software;
    private final ScheduledExecutorService timers;
    private final Newsroom news;
    private final SecureWaits waits;
    private final RunFigures figures;
    private final Map<String, RunDesk> runs = new ConcurrentHashMap<>();
    private final Map<String, RunView> views = new ConcurrentHashMap<>();
    private final List<Consumer<RunView>> watchers = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<RunEnd>> ends = new ConcurrentHashMap<>();

    /**
     * @param key with which receipts are signed: the roster names it
     * @param software name and version, for the other side's log
     */
    public Coordinator(
            Reception reception,
            Journal journal,
            BlobStore blobs,
            SigningKey key,
            InstantSource clock,
            String software) {
        this.reception = reception;
        this.journal = journal;
        this.contents = new ContentDesk(blobs);
        this.answers = new AnswerStore(blobs);
        this.key = key;
        this.clock = clock;
        this.software = software;
        this.timers = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "coordinator-timers");
            thread.setDaemon(true);
            return thread;
        });
        this.news = new Newsroom(new SecureRandom().nextLong(), timers);
        this.waits = new SecureWaits(timers);
        this.figures = new RunFigures(journal, key, clock);
    }

    /**
     * Opens a run: a new one, or one that the journal has, which goes on.
     *
     * @return how it ended, once it has
     */
    public CompletableFuture<RunEnd> open(RunDefinition definition, OfferedStudy study) {
        contents.offer(study, definition);
        CompletableFuture<RunEnd> end = new CompletableFuture<>();
        ends.put(definition.run(), end);
        RunDesk desk = new RunDesk(
                definition.run(),
                () -> RunKeeper.open(definition, journal, answers, key, clock),
                timers,
                keeper -> changed(keeper, study));
        runs.put(definition.run(), desk);
        desk.act(RunKeeper::status).whenComplete((status, failure) -> {
            if (failure != null) {
                end.completeExceptionally(failure);
            }
        });
        return end;
    }

    /** Tells sites that there is a newer roster. */
    public void rosterChanged(int newest, Iterable<SiteId> sites) {
        News told = News.newBuilder()
                .setRosterChanged(RosterChanged.newBuilder().setNewest(newest))
                .build();
        sites.forEach(site -> news.post(site, "roster", List.of(told)));
    }

    /**
     * Does what somebody with the right to do so asks of a run; done once the journal has it. Asking again for what holds is harmless.
     *
     * @return fails by UNKNOWN_RUN, or OUT_OF_ORDER where the run has ended
     */
    public CompletableFuture<Void> control(ControlRequest request) {
        if (!runs.containsKey(request.run())) {
            return CompletableFuture.failedFuture(new FederationException(
                    ErrorCode.UNKNOWN_RUN, "no run of the name '%s' is open".formatted(request.run())));
        }
        return act(request.run(), keeper -> {
            Controls.apply(request, keeper);
            return null;
        });
    }

    /** Calls {@code watcher} whenever it changes what can be seen of a run, on the run's thread; it must not wait. */
    public void watch(Consumer<RunView> watcher) {
        watchers.add(watcher);
    }

    /** What everybody may see of the runs, by name. */
    public List<RunView> views() {
        return views.values().stream()
                .sorted((a, b) -> a.run().compareTo(b.run()))
                .toList();
    }

    /** What hospitals have published about themselves of a run, as it came. */
    public SortedMap<SiteId, Bytes> figures(String run) {
        return figures.of(run);
    }

    /** On the run's thread, after each action. */
    private void changed(RunKeeper keeper, OfferedStudy study) {
        RunDefinition definition = keeper.definition();
        boolean finished = keeper.end().map(RunEnd::isFinished).orElse(false);
        RunView view =
                RunView.of(keeper, finished ? figures.of(definition.run()).keySet() : List.of());
        if (!view.equals(views.put(definition.run(), view))) {
            watchers.forEach(watcher -> watcher.accept(view));
        }
        for (SiteId site : definition.invited().keySet()) {
            news.post(site, "run/" + definition.run(), RunNews.of(keeper, study, site));
        }
        waits.changed(keeper);
        keeper.end().ifPresent(end -> {
            contents.ended(definition.run());
            CompletableFuture<RunEnd> waiting = ends.get(definition.run());
            if (waiting != null) {
                waiting.complete(end);
            }
        });
    }

    private <T extends @Nullable Object> CompletableFuture<T> act(String run, Function<RunKeeper, T> action) {
        RunDesk desk = runs.get(run);
        if (desk == null) {
            return CompletableFuture.failedFuture(unknownRun());
        }
        return desk.act(action);
    }

    private static FederationException unknownRun() {
        return new FederationException(
                ErrorCode.UNKNOWN_RUN, "there is no run of that name to which the site is invited");
    }

    @Override
    public void admit(Caller caller, Method method) {
        reception.admit(caller, method);
    }

    @Override
    public void refused(Caller caller, Method method, FederationException problem) {
        reception.refused(caller, method, problem);
    }

    @Override
    public CompletableFuture<EnrolReply> enrol(String address, EnrolRequest request) {
        return CompletableFuture.supplyAsync(() -> reception.enrol(address, request));
    }

    @Override
    public CompletableFuture<HelloReply> hello(Caller caller, HelloRequest request) {
        return CompletableFuture.completedFuture(HelloReply.newBuilder()
                .setLimits(ServerLimits.newBuilder()
                        .setMessageBytes(Limits.MESSAGE_BYTES)
                        .setChunkBytes(Limits.CHUNK_BYTES)
                        .setInlineBytes(Limits.INLINE_BYTES)
                        .setCalls(Limits.CALLS)
                        .setWaitMillis(Limits.WAIT_MILLIS))
                .setVersion(ProtocolVersion.common(ProtocolVersion.of(request.getVersion()), request.getLowestMinor())
                        .toMessage())
                .setTimeMillis(clock.millis())
                .setRoster(reception.rosterNumber())
                .setSoftware(software)
                .build());
    }

    @Override
    public CompletableFuture<RosterReply> roster(Caller caller, RosterRequest request) {
        return CompletableFuture.supplyAsync(() -> reception.roster(request));
    }

    @Override
    public CompletableFuture<RenewReply> renew(Caller caller, RenewRequest request) {
        return CompletableFuture.supplyAsync(() -> reception.renew(caller, request));
    }

    @Override
    public CompletableFuture<PollReply> poll(Caller caller, PollRequest request) {
        return news.poll(caller.site(), request);
    }

    @Override
    public CompletableFuture<JoinReply> join(Caller caller, JoinRequest request) {
        return told(caller, Method.JOIN, act(runOf(request), keeper -> {
            keeper.join(caller.site(), request.getJoined());
            return JoinReply.getDefaultInstance();
        }));
    }

    private static String runOf(JoinRequest request) {
        return Contained.joined(request.getJoined()).getRun();
    }

    @Override
    public CompletableFuture<DeclineReply> decline(Caller caller, DeclineRequest request) {
        return told(caller, Method.DECLINE, act(request.getRun(), keeper -> {
            keeper.decline(
                    caller.site(), new RoundOutcome.Loss(Contained.code(request.getCode()), request.getReason()));
            return DeclineReply.getDefaultInstance();
        }));
    }

    @Override
    public CompletableFuture<TranscriptReply> transcript(Caller caller, TranscriptRequest request) {
        return told(caller, Method.TRANSCRIPT, act(request.getRun(), keeper -> {
            if (!keeper.hasPart(caller.site())) {
                throw unknownRun();
            }
            TranscriptReply.Builder reply = TranscriptReply.newBuilder().setHead(keeper.head());
            long bytes = 0;
            for (ByteString line : keeper.transcript(request.getFrom())) {
                bytes += line.size();
                if (bytes > TRANSCRIPT_BYTES && reply.getEntriesCount() > 0) {
                    break;
                }
                reply.addEntries(line);
            }
            return reply.build();
        }));
    }

    @Override
    public CompletableFuture<SubmitReply> submit(Caller caller, SubmitRequest request) {
        return told(
                caller,
                Method.SUBMIT,
                act(
                        Contained.submission(request.getSubmission()).getRun(),
                        keeper -> SubmitReply.newBuilder()
                                .setReceipt(keeper.submit(caller.site(), request))
                                .build()));
    }

    @Override
    public CompletableFuture<SecureReply> secure(Caller caller, SecureRequest request) {
        return told(
                caller,
                Method.SECURE,
                act(request.getRun(), keeper -> waits.take(keeper, caller.site(), request))
                        .thenCompose(Function.identity()));
    }

    @Override
    public CompletableFuture<RefuseReply> refuse(Caller caller, RefuseRequest request) {
        return told(caller, Method.REFUSE, act(request.getRun(), keeper -> {
            keeper.refuse(
                    caller.site(),
                    request.getRound(),
                    new RoundOutcome.Loss(Contained.code(request.getCode()), request.getReason()));
            return RefuseReply.getDefaultInstance();
        }));
    }

    @Override
    public CompletableFuture<SubmitFigureReply> submitFigure(Caller caller, SubmitFigureRequest request) {
        String run = Contained.figure(request.getFigure()).getRun();
        return told(caller, Method.SUBMIT_FIGURE, act(run, keeper -> figures.take(keeper, caller.site(), request)));
    }

    @Override
    public CompletableFuture<BlobStatusReply> blobStatus(Caller caller, BlobStatusRequest request) {
        BlobReference blob = BlobReference.of(request.getBlob());
        return CompletableFuture.supplyAsync(() -> {
            requireAllowed(caller, Method.BLOB_STATUS, blob);
            return BlobStatusReply.newBuilder()
                    .setOffset(contents.offset(caller.site(), blob))
                    .build();
        });
    }

    @Override
    public BlobSink accept(Caller caller, BlobReference blob) {
        requireAllowed(caller, Method.UPLOAD, blob);
        return contents.accept(caller.site(), blob);
    }

    @Override
    public BlobSource open(Caller caller, BlobReference blob) {
        requireAllowed(caller, Method.DOWNLOAD, blob);
        return contents.open(blob);
    }

    private void requireAllowed(Caller caller, Method method, BlobReference blob) {
        try {
            contents.requireAllowed(caller.site(), blob);
        } catch (FederationException refusal) {
            reception.refused(caller, method, refusal);
            throw refusal;
        }
    }

    /** The same reply; where the call was refused, the operator is told. */
    private <T> CompletableFuture<T> told(Caller caller, Method method, CompletableFuture<T> reply) {
        return reply.whenComplete((done, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof FederationException refusal) {
                reception.refused(caller, method, refusal);
            }
        });
    }

    /** Ends the runs' threads once they have done what they were asked before, or the time is up; then {@link #close}. */
    public void closeAfter(Duration most) {
        runs.values().forEach(RunDesk::close);
        for (RunDesk desk : runs.values()) {
            desk.awaitClosed(most);
        }
        close();
    }

    /** Ends the threads; the journal has everything. Does not close journal and store. */
    @Override
    public void close() {
        runs.values().forEach(RunDesk::close);
        timers.shutdownNow();
    }
}

package org.wardround.protocol.transport;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.Samples;
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
import org.wardround.protocol.v1.PollReply;
import org.wardround.protocol.v1.PollRequest;
import org.wardround.protocol.v1.RefuseReply;
import org.wardround.protocol.v1.RefuseRequest;
import org.wardround.protocol.v1.RenewReply;
import org.wardround.protocol.v1.RenewRequest;
import org.wardround.protocol.v1.RosterReply;
import org.wardround.protocol.v1.RosterRequest;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.protocol.v1.SubmitFigureReply;
import org.wardround.protocol.v1.SubmitFigureRequest;
import org.wardround.protocol.v1.SubmitReply;
import org.wardround.protocol.v1.SubmitRequest;
import org.wardround.protocol.v1.TranscriptReply;
import org.wardround.protocol.v1.TranscriptRequest;

/** Answers every call with a sample, keeps blobs in memory, and writes down what happened. */
public final class FakeCoordinator implements SiteApi {
    /** Polls that wait until they are answered or cancelled. */
    public final List<CompletableFuture<PollReply>> polls = Collections.synchronizedList(new ArrayList<>());

    public final List<Caller> callers = Collections.synchronizedList(new ArrayList<>());
    public final List<ErrorCode> refusals = Collections.synchronizedList(new ArrayList<>());
    public final List<String> enrolments = Collections.synchronizedList(new ArrayList<>());
    public final Set<SiteId> revoked = ConcurrentHashMap.newKeySet();

    final MemoryBlobs blobs = new MemoryBlobs();

    @Override
    public void admit(Caller caller, Method method) {
        if (revoked.contains(caller.site())) {
            throw new FederationException(ErrorCode.REVOKED, "site %s is revoked".formatted(caller.site()));
        }
        callers.add(caller);
    }

    @Override
    public void refused(Caller caller, Method method, FederationException problem) {
        refusals.add(problem.code());
    }

    @Override
    public CompletableFuture<EnrolReply> enrol(String address, EnrolRequest request) {
        enrolments.add(address);
        return sample(EnrolReply.class);
    }

    @Override
    public CompletableFuture<HelloReply> hello(Caller caller, HelloRequest request) {
        return sample(HelloReply.class);
    }

    /** Waits if the caller is willing to wait at all. */
    @Override
    public CompletableFuture<PollReply> poll(Caller caller, PollRequest request) {
        if (request.getWaitMillis() == 0) {
            return CompletableFuture.completedFuture(PollReply.getDefaultInstance());
        }
        CompletableFuture<PollReply> reply = new CompletableFuture<>();
        polls.add(reply);
        return reply;
    }

    @Override
    public CompletableFuture<BlobStatusReply> blobStatus(Caller caller, BlobStatusRequest request) {
        BlobReference blob = BlobReference.of(request.getBlob());
        return CompletableFuture.completedFuture(
                BlobStatusReply.newBuilder().setOffset(blobs.offset(blob)).build());
    }

    @Override
    public CompletableFuture<RosterReply> roster(Caller caller, RosterRequest request) {
        return sample(RosterReply.class);
    }

    @Override
    public CompletableFuture<RenewReply> renew(Caller caller, RenewRequest request) {
        return sample(RenewReply.class);
    }

    @Override
    public CompletableFuture<JoinReply> join(Caller caller, JoinRequest request) {
        return sample(JoinReply.class);
    }

    @Override
    public CompletableFuture<DeclineReply> decline(Caller caller, DeclineRequest request) {
        return sample(DeclineReply.class);
    }

    @Override
    public CompletableFuture<TranscriptReply> transcript(Caller caller, TranscriptRequest request) {
        return sample(TranscriptReply.class);
    }

    @Override
    public CompletableFuture<SubmitReply> submit(Caller caller, SubmitRequest request) {
        return sample(SubmitReply.class);
    }

    @Override
    public CompletableFuture<SecureReply> secure(Caller caller, SecureRequest request) {
        return sample(SecureReply.class);
    }

    @Override
    public CompletableFuture<RefuseReply> refuse(Caller caller, RefuseRequest request) {
        return sample(RefuseReply.class);
    }

    @Override
    public CompletableFuture<SubmitFigureReply> submitFigure(Caller caller, SubmitFigureRequest request) {
        return sample(SubmitFigureReply.class);
    }

    @Override
    public BlobSink accept(Caller caller, BlobReference blob) {
        return blobs.sink(blob);
    }

    @Override
    public BlobSource open(Caller caller, BlobReference blob) {
        return MemoryBlobs.source(blobs.get(blob.digest()));
    }

    private static <M extends Message> CompletableFuture<M> sample(Class<M> type) {
        return CompletableFuture.completedFuture(Samples.of(type));
    }
}

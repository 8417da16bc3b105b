package org.wardround.coordinator.metrics;

import com.google.protobuf.MessageLite;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.Method;
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

/** Counts the calls of sites and the bytes that they bring and take. Thread-safe as what is within. */
public final class MeteredApi implements SiteApi {
    private final SiteApi api;
    private final Measures measures;

    public MeteredApi(SiteApi api, Measures measures) {
        this.api = api;
        this.measures = measures;
    }

    // The future itself is handed on: its cancellation means that the caller has gone.
    private <R extends MessageLite> CompletableFuture<R> counted(
            Method method, MessageLite request, Supplier<CompletableFuture<R>> call) {
        measures.received(request.getSerializedSize());
        CompletableFuture<R> reply;
        try {
            reply = call.get();
        } catch (FederationException problem) {
            count(method, problem);
            throw problem;
        }
        reply.whenComplete((message, failure) -> {
            if (message != null) {
                measures.sent(message.getSerializedSize());
            } else if (cause(failure) instanceof FederationException problem) {
                count(method, problem);
            }
        });
        return reply;
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    private void count(Method method, FederationException problem) {
        measures.refused(method.name(), problem.code().name());
        if (method == Method.SUBMIT) {
            measures.answer(
                    problem.code() == ErrorCode.TOO_LATE ? "late" : "rejected",
                    problem.code().name());
        }
    }

    @Override
    public void admit(Caller caller, Method method) {
        api.admit(caller, method);
    }

    @Override
    public void refused(Caller caller, Method method, FederationException problem) {
        count(method, problem);
        api.refused(caller, method, problem);
    }

    @Override
    public CompletableFuture<EnrolReply> enrol(String address, EnrolRequest request) {
        return counted(Method.ENROL, request, () -> api.enrol(address, request));
    }

    @Override
    public CompletableFuture<HelloReply> hello(Caller caller, HelloRequest request) {
        return counted(Method.HELLO, request, () -> api.hello(caller, request));
    }

    @Override
    public CompletableFuture<RosterReply> roster(Caller caller, RosterRequest request) {
        return counted(Method.ROSTER, request, () -> api.roster(caller, request));
    }

    @Override
    public CompletableFuture<RenewReply> renew(Caller caller, RenewRequest request) {
        return counted(Method.RENEW, request, () -> api.renew(caller, request));
    }

    @Override
    public CompletableFuture<PollReply> poll(Caller caller, PollRequest request) {
        measures.polled(caller.site());
        return counted(Method.POLL, request, () -> api.poll(caller, request));
    }

    @Override
    public CompletableFuture<JoinReply> join(Caller caller, JoinRequest request) {
        return counted(Method.JOIN, request, () -> api.join(caller, request));
    }

    @Override
    public CompletableFuture<DeclineReply> decline(Caller caller, DeclineRequest request) {
        return counted(Method.DECLINE, request, () -> api.decline(caller, request));
    }

    @Override
    public CompletableFuture<TranscriptReply> transcript(Caller caller, TranscriptRequest request) {
        return counted(Method.TRANSCRIPT, request, () -> api.transcript(caller, request));
    }

    @Override
    public CompletableFuture<SubmitReply> submit(Caller caller, SubmitRequest request) {
        return counted(Method.SUBMIT, request, () -> api.submit(caller, request));
    }

    @Override
    public CompletableFuture<SecureReply> secure(Caller caller, SecureRequest request) {
        return counted(Method.SECURE, request, () -> api.secure(caller, request));
    }

    @Override
    public CompletableFuture<RefuseReply> refuse(Caller caller, RefuseRequest request) {
        return counted(Method.REFUSE, request, () -> api.refuse(caller, request));
    }

    @Override
    public CompletableFuture<SubmitFigureReply> submitFigure(Caller caller, SubmitFigureRequest request) {
        return counted(Method.SUBMIT_FIGURE, request, () -> api.submitFigure(caller, request));
    }

    @Override
    public CompletableFuture<BlobStatusReply> blobStatus(Caller caller, BlobStatusRequest request) {
        return counted(Method.BLOB_STATUS, request, () -> api.blobStatus(caller, request));
    }

    @Override
    public BlobSink accept(Caller caller, BlobReference blob) {
        BlobSink sink = api.accept(caller, blob);
        return new BlobSink() {
            @Override
            public long offset() {
                return sink.offset();
            }

            @Override
            public void append(byte[] bytes, int count) {
                sink.append(bytes, count);
                measures.received(count);
            }

            @Override
            public void finish() {
                sink.finish();
            }

            @Override
            public void close() {
                sink.close();
            }
        };
    }

    @Override
    public BlobSource open(Caller caller, BlobReference blob) {
        BlobSource source = api.open(caller, blob);
        return new BlobSource() {
            @Override
            public long length() {
                return source.length();
            }

            @Override
            public void read(long offset, byte[] into, int count) {
                source.read(offset, into, count);
                measures.sent(count);
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }
}

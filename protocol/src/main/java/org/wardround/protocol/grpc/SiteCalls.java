package org.wardround.protocol.grpc;

import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.transport.CallAnswerer;
import org.wardround.protocol.transport.CallSlots;
import org.wardround.protocol.transport.Caller;
import org.wardround.protocol.transport.Dispatch;
import org.wardround.protocol.transport.DownloadSender;
import org.wardround.protocol.transport.EnrolmentRate;
import org.wardround.protocol.transport.Failures;
import org.wardround.protocol.transport.SiteApi;
import org.wardround.protocol.transport.UploadReceiver;

/** Every call as it begins: who calls, whether it may, and who goes on from there. Nothing of the body is asked for before. Thread-safe. */
final class SiteCalls {
    private final SiteApi api;
    private final CallAnswerer answerer;
    private final ProgressWatch watch;
    private final EnrolmentRate enrolments = new EnrolmentRate(System::nanoTime);
    private final CallSlots slots = new CallSlots(Limits.CALLS);
    private final AtomicLong strangersRefused = new AtomicLong();

    SiteCalls(SiteApi api, ProgressWatch watch) {
        this.api = api;
        this.answerer = new CallAnswerer(api);
        this.watch = watch;
    }

    ServerServiceDefinition definition() {
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(GrpcMethods.SERVICE);
        for (Method method : Method.values()) {
            service.addMethod(GrpcMethods.of(method), (call, headers) -> begin(method, call));
        }
        return service.build();
    }

    /** Calls without a valid certificate that were refused since the start. */
    long strangersRefused() {
        return strangersRefused.get();
    }

    private ServerCall.Listener<byte[]> begin(Method method, ServerCall<byte[], byte[]> call) {
        try {
            return method.isOpen() ? enrol(method, call) : admitted(method, call);
        } catch (FederationException e) {
            return refused(call, e);
        } catch (RuntimeException e) {
            return refused(call, Failures.refusal(e));
        }
    }

    private ServerCall.Listener<byte[]> enrol(Method method, ServerCall<byte[], byte[]> call) {
        String address = CallerIdentity.address(call.getAttributes());
        try {
            enrolments.take(address);
        } catch (FederationException e) {
            strangersRefused.incrementAndGet();
            throw e;
        }
        return new UnaryCall(
                new Reply(call, () -> {}), watch, request -> answerer.answerStranger(address, method, request));
    }

    private ServerCall.Listener<byte[]> admitted(Method method, ServerCall<byte[], byte[]> call) {
        Caller caller = caller(method, call);
        try {
            api.admit(caller, method);
            slots.take(caller.site());
        } catch (FederationException e) {
            api.refused(caller, method, e);
            throw e;
        }
        Reply reply = new Reply(call, () -> slots.giveBack(caller.site()));
        return switch (method) {
            case UPLOAD -> new UploadCall(reply, watch, new UploadReceiver(api, caller));
            case DOWNLOAD -> new DownloadCall(reply, watch, request -> DownloadSender.begin(api, caller, request));
            case ENROL,
                    HELLO,
                    ROSTER,
                    RENEW,
                    POLL,
                    JOIN,
                    DECLINE,
                    TRANSCRIPT,
                    SUBMIT,
                    REFUSE,
                    SUBMIT_FIGURE,
                    BLOB_STATUS -> new UnaryCall(reply, watch, request -> answerer.answer(caller, method, request));
        };
    }

    private Caller caller(Method method, ServerCall<?, ?> call) {
        try {
            Optional<Caller> caller = CallerIdentity.of(call.getAttributes());
            return caller.orElseThrow(() -> Dispatch.noCertificate(method));
        } catch (FederationException e) {
            strangersRefused.incrementAndGet();
            throw e;
        }
    }

    private static ServerCall.Listener<byte[]> refused(ServerCall<byte[], byte[]> call, FederationException refusal) {
        call.close(GrpcErrors.status(refusal), GrpcErrors.trailers(refusal));
        return new ServerCall.Listener<>() {};
    }
}

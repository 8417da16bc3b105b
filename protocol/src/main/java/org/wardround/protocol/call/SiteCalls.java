package org.wardround.protocol.call;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.connection.DaemonThreads;
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

/**
 * Every call as it begins, on whatever transport: who calls, whether he may, and who goes on from there. Nothing of the body is asked for before. Transports that
 * share one of these share its limits: calls under way of a site, and the rate of Enrol. Thread-safe.
 */
public final class SiteCalls implements AutoCloseable {
    private static final int WATCH_SECONDS = 10;

    private final SiteApi api;
    private final CallAnswerer answerer;
    private final ProgressWatch watch = new ProgressWatch();
    private final ScheduledExecutorService watcher =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("site-calls-watch"));
    private final EnrolmentRate enrolments = new EnrolmentRate(System::nanoTime);
    private final CallSlots slots = new CallSlots(Limits.CALLS);
    private final AtomicLong strangersRefused = new AtomicLong();

    public SiteCalls(SiteApi api) {
        this.api = api;
        this.answerer = new CallAnswerer(api);
        watcher.scheduleAtFixedRate(watch::tick, WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
    }

    /** A call begins; a refusal goes back at once. */
    public Incoming begin(Method method, Peer peer, Outgoing way) {
        try {
            return method.isOpen() ? enrol(method, peer, way) : admitted(method, peer, way);
        } catch (FederationException e) {
            way.refuse(e);
        } catch (RuntimeException e) {
            way.refuse(Failures.refusal(e));
        }
        return Refused.CALL;
    }

    /** A transport itself has refused a call, of whoever it was; only callers with a certificate are told on. */
    public void refused(Method method, Peer peer, FederationException problem) {
        CallerIdentity.of(peer).ifPresent(caller -> api.refused(caller, method, problem));
    }

    /** Calls without a valid certificate, or beyond the rate of Enrol, that were refused since the start. */
    public long strangersRefused() {
        return strangersRefused.get();
    }

    /** What does not move is not ended any more. */
    @Override
    public void close() {
        watcher.shutdownNow();
    }

    private Incoming enrol(Method method, Peer peer, Outgoing way) {
        try {
            enrolments.take(peer.address());
        } catch (FederationException e) {
            strangersRefused.incrementAndGet();
            throw e;
        }
        return new UnaryCall(
                new Reply(way, () -> {}), watch, request -> answerer.answerStranger(peer.address(), method, request));
    }

    private Incoming admitted(Method method, Peer peer, Outgoing way) {
        Caller caller = caller(method, peer);
        try {
            api.admit(caller, method);
            slots.take(caller.site());
        } catch (FederationException e) {
            api.refused(caller, method, e);
            throw e;
        }
        Reply reply = new Reply(way, () -> slots.giveBack(caller.site()));
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
                    SECURE,
                    REFUSE,
                    SUBMIT_FIGURE,
                    BLOB_STATUS -> new UnaryCall(reply, watch, request -> answerer.answer(caller, method, request));
        };
    }

    private Caller caller(Method method, Peer peer) {
        try {
            return CallerIdentity.of(peer).orElseThrow(() -> Dispatch.noCertificate(method));
        } catch (FederationException e) {
            strangersRefused.incrementAndGet();
            throw e;
        }
    }

    /** What still arrives of a call that was refused: nobody looks at it. */
    private enum Refused implements Incoming {
        CALL;

        @Override
        public void onMessage(byte[] message) {}

        @Override
        public void onHalfClose() {}

        @Override
        public void onCancel() {}
    }
}

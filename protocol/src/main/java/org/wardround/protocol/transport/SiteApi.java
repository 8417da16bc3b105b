package org.wardround.protocol.transport;

import java.util.concurrent.CompletableFuture;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.Method;
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

/**
 * What a coordinator answers to sites. Requests have passed all limits of the protocol, and a site that they name is the caller. A refusal is a
 * {@link FederationException}, thrown or as the future's failure; anything else that is thrown reaches the caller as INTERNAL without its message. A future
 * is cancelled when its caller has gone away. Called from several threads at a time; no method may wait for long: that is what the futures are for.
 */
public interface SiteApi {
    /**
     * Before the body of any call but Enrol is read: whether the caller may make it at all.
     *
     * @throws FederationException REVOKED, say
     */
    void admit(Caller caller, Method method);

    /** A call of {@code caller} was refused by the transport, before or instead of reaching this interface: for the audit log. */
    void refused(Caller caller, Method method, FederationException problem);

    /** The one call without a certificate; {@code address} is the other end's. Its rate is limited already. */
    CompletableFuture<EnrolReply> enrol(String address, EnrolRequest request);

    CompletableFuture<HelloReply> hello(Caller caller, HelloRequest request);

    CompletableFuture<RosterReply> roster(Caller caller, RosterRequest request);

    CompletableFuture<RenewReply> renew(Caller caller, RenewRequest request);

    CompletableFuture<PollReply> poll(Caller caller, PollRequest request);

    CompletableFuture<JoinReply> join(Caller caller, JoinRequest request);

    CompletableFuture<DeclineReply> decline(Caller caller, DeclineRequest request);

    CompletableFuture<TranscriptReply> transcript(Caller caller, TranscriptRequest request);

    CompletableFuture<SubmitReply> submit(Caller caller, SubmitRequest request);

    /** A step of a sum under masks. The reply comes when the step is closed, or after some seconds without it. */
    CompletableFuture<SecureReply> secure(Caller caller, SecureRequest request);

    CompletableFuture<RefuseReply> refuse(Caller caller, RefuseRequest request);

    CompletableFuture<SubmitFigureReply> submitFigure(Caller caller, SubmitFigureRequest request);

    CompletableFuture<BlobStatusReply> blobStatus(Caller caller, BlobStatusRequest request);

    /** A place for a blob that arrives, at the offset of what was kept of it; nobody else has it open. Called before any byte of it is read. */
    BlobSink accept(Caller caller, BlobReference blob);

    /** A blob to be sent. */
    BlobSource open(Caller caller, BlobReference blob);
}

package org.wardround.protocol.transport;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.concurrent.CompletableFuture;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.v1.BlobStatusRequest;
import org.wardround.protocol.v1.DeclineRequest;
import org.wardround.protocol.v1.EnrolRequest;
import org.wardround.protocol.v1.Enrolment;
import org.wardround.protocol.v1.Figure;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.JoinRequest;
import org.wardround.protocol.v1.Joined;
import org.wardround.protocol.v1.PollRequest;
import org.wardround.protocol.v1.RefuseRequest;
import org.wardround.protocol.v1.RenewRequest;
import org.wardround.protocol.v1.RosterRequest;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.SubmitFigureRequest;
import org.wardround.protocol.v1.SubmitRequest;
import org.wardround.protocol.v1.TranscriptRequest;

/** From a decoded request to the method of {@link SiteApi} that answers it; refuses messages that speak for another site. The same on every transport. */
public final class Dispatch {
    private final SiteApi api;

    public Dispatch(SiteApi api) {
        this.api = api;
    }

    /** Answers a call without a certificate, which can be Enrol only. */
    public CompletableFuture<? extends Message> handleStranger(String address, Method method, Message request) {
        if (!method.isOpen()) {
            throw noCertificate(method);
        }
        return api.enrol(address, (EnrolRequest) request);
    }

    /** Answers a unary call of {@code caller}; may throw {@link FederationException} at once or fail the future. */
    public CompletableFuture<? extends Message> handle(Caller caller, Method method, Message request) {
        return switch (method) {
            case ENROL -> api.enrol(caller.address(), (EnrolRequest) request);
            case HELLO -> api.hello(caller, (HelloRequest) request);
            case ROSTER -> api.roster(caller, (RosterRequest) request);
            case RENEW -> api.renew(caller, (RenewRequest) request);
            case POLL -> api.poll(caller, (PollRequest) request);
            case JOIN -> api.join(caller, (JoinRequest) request);
            case DECLINE -> api.decline(caller, (DeclineRequest) request);
            case TRANSCRIPT -> api.transcript(caller, (TranscriptRequest) request);
            case SUBMIT -> api.submit(caller, (SubmitRequest) request);
            case SECURE -> api.secure(caller, (SecureRequest) request);
            case REFUSE -> api.refuse(caller, (RefuseRequest) request);
            case SUBMIT_FIGURE -> api.submitFigure(caller, (SubmitFigureRequest) request);
            case BLOB_STATUS -> api.blobStatus(caller, (BlobStatusRequest) request);
            case UPLOAD, DOWNLOAD -> throw new IllegalArgumentException(method + " is a stream");
        };
    }

    /** What is said to a call without a certificate that needs one. */
    public static FederationException noCertificate(Method method) {
        return new FederationException(
                ErrorCode.NO_CERTIFICATE,
                "%s needs a client certificate and came without one: enrol the site, or check that a proxy does not end the TLS connection"
                        .formatted(method.wireName()));
    }

    /** Refuses by WRONG_SITE a message that speaks for another site than the caller. */
    static void requireOwnName(Caller caller, Method method, Message request) {
        String named = nameIn(caller, request);
        if (!named.equals(caller.site().name())) {
            throw new FederationException(
                    ErrorCode.WRONG_SITE,
                    "%s speaks for site %s, but the certificate is that of %s"
                            .formatted(method.wireName(), named, caller.site()));
        }
    }

    private static String nameIn(SecureRequest request) {
        return switch (request.getStepCase()) {
            case KEYS -> request.getKeys().getSite();
            case SHARES -> request.getShares().getDealer();
            case INPUT -> request.getInput().getSite();
            case CONFIRMATION -> request.getConfirmation().getSite();
            case ANSWER -> request.getAnswer().getSite();
            case STEP_NOT_SET ->
                throw new FederationException(
                        ErrorCode.MALFORMED_MESSAGE, "SecureRequest: one of its steps has to be set");
        };
    }

    private static String nameIn(Caller caller, Message request) {
        try {
            if (request instanceof EnrolRequest enrol) {
                return Enrolment.parseFrom(enrol.getEnrolment().getContent()).getSite();
            } else if (request instanceof JoinRequest join) {
                return Joined.parseFrom(join.getJoined().getContent()).getSite();
            } else if (request instanceof SubmitRequest submit) {
                return Submission.parseFrom(submit.getSubmission().getContent()).getSite();
            } else if (request instanceof SubmitFigureRequest figure) {
                return Figure.parseFrom(figure.getFigure().getContent()).getSite();
            } else if (request instanceof SecureRequest secure) {
                return nameIn(secure);
            }
            return caller.site().name();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the codec has parsed this content before", e);
        }
    }
}

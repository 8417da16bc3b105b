package org.wardround.protocol.message;

import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.Optional;
import org.wardround.protocol.v1.BlobStatusReply;
import org.wardround.protocol.v1.BlobStatusRequest;
import org.wardround.protocol.v1.DeclineReply;
import org.wardround.protocol.v1.DeclineRequest;
import org.wardround.protocol.v1.DownloadPart;
import org.wardround.protocol.v1.DownloadRequest;
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
import org.wardround.protocol.v1.UploadPart;
import org.wardround.protocol.v1.UploadReply;

/** The calls that a site can make. All go from site to coordinator; the coordinator calls nobody. */
public enum Method {
    ENROL("Enrol", EnrolRequest.getDefaultInstance(), 16, EnrolReply.getDefaultInstance(), 256),
    HELLO("Hello", HelloRequest.getDefaultInstance(), 4, HelloReply.getDefaultInstance(), 4),
    ROSTER("Roster", RosterRequest.getDefaultInstance(), 4, RosterReply.getDefaultInstance(), 1024),
    RENEW("Renew", RenewRequest.getDefaultInstance(), 16, RenewReply.getDefaultInstance(), 64),
    POLL("Poll", PollRequest.getDefaultInstance(), 128, PollReply.getDefaultInstance(), 256),
    JOIN("Join", JoinRequest.getDefaultInstance(), 4, JoinReply.getDefaultInstance(), 4),
    DECLINE("Decline", DeclineRequest.getDefaultInstance(), 4, DeclineReply.getDefaultInstance(), 4),
    TRANSCRIPT("Transcript", TranscriptRequest.getDefaultInstance(), 4, TranscriptReply.getDefaultInstance(), 1024),
    SUBMIT("Submit", SubmitRequest.getDefaultInstance(), 80, SubmitReply.getDefaultInstance(), 4),
    SECURE("Secure", SecureRequest.getDefaultInstance(), 128, SecureReply.getDefaultInstance(), 128),
    REFUSE("Refuse", RefuseRequest.getDefaultInstance(), 4, RefuseReply.getDefaultInstance(), 4),
    SUBMIT_FIGURE(
            "SubmitFigure", SubmitFigureRequest.getDefaultInstance(), 272, SubmitFigureReply.getDefaultInstance(), 4),
    BLOB_STATUS("BlobStatus", BlobStatusRequest.getDefaultInstance(), 4, BlobStatusReply.getDefaultInstance(), 4),
    UPLOAD("Upload", UploadPart.getDefaultInstance(), 260, UploadReply.getDefaultInstance(), 4),
    DOWNLOAD("Download", DownloadRequest.getDefaultInstance(), 4, DownloadPart.getDefaultInstance(), 260);

    private final String wireName;
    private final Message request;
    private final int requestBytes;
    private final Message reply;
    private final int replyBytes;

    Method(String wireName, Message request, int requestKibibytes, Message reply, int replyKibibytes) {
        this.wireName = wireName;
        this.request = request;
        this.requestBytes = Limits.kibibytes(requestKibibytes);
        this.reply = reply;
        this.replyBytes = Limits.kibibytes(replyKibibytes);
    }

    public static Optional<Method> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(method -> method.wireName.equals(wireName))
                .findFirst();
    }

    /** As it stands in the protocol: {@code SubmitFigure}. */
    public String wireName() {
        return wireName;
    }

    /** An empty message of the type that goes to the coordinator; of a stream, one of its parts. */
    public Message request() {
        return request;
    }

    /** An empty message of the type that comes back; of a stream, one of its parts. */
    public Message reply() {
        return reply;
    }

    /** Most bytes of a request, or of one part of it. */
    public int requestBytes() {
        return requestBytes;
    }

    /** Most bytes of a reply, or of one part of it. */
    public int replyBytes() {
        return replyBytes;
    }

    /** Whether it may be called without a client certificate. */
    public boolean isOpen() {
        return this == ENROL;
    }

    /** Whether it is one message each way; the others stream a blob. */
    public boolean isUnary() {
        return this != UPLOAD && this != DOWNLOAD;
    }
}

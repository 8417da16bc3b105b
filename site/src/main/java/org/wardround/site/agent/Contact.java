package org.wardround.site.agent;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Blob;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.BlobWords;
import org.wardround.core.storage.Staged;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Words;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.BlobSink;
import org.wardround.protocol.transport.BlobSource;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.DeclineRequest;
import org.wardround.protocol.v1.JoinRequest;
import org.wardround.protocol.v1.RefuseRequest;
import org.wardround.protocol.v1.SecureInput;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.SubmitReply;
import org.wardround.protocol.v1.SubmitRequest;
import org.wardround.protocol.v1.TranscriptReply;
import org.wardround.protocol.v1.TranscriptRequest;
import org.wardround.site.run.SiteRun;

/** The calls of one run. Failures are those of {@link Transport}. Thread-safe as its parts. */
final class Contact {
    private static final System.Logger LOG = System.getLogger(Contact.class.getName());

    private final Transport transport;
    private final BlobStore blobs;
    private final String run;

    Contact(Transport transport, BlobStore blobs, String run) {
        this.transport = transport;
        this.blobs = blobs;
        this.run = run;
    }

    void join(Signed yes) {
        call(Method.JOIN, JoinRequest.newBuilder().setJoined(yes).build());
    }

    void decline(ByteString study, ErrorCode code, String reason) {
        call(
                Method.DECLINE,
                DeclineRequest.newBuilder()
                        .setRun(run)
                        .setStudy(study)
                        .setCode(code.name())
                        .setReason(reason)
                        .build());
    }

    TranscriptReply transcript(int from) {
        return (TranscriptReply) call(
                Method.TRANSCRIPT,
                TranscriptRequest.newBuilder().setRun(run).setFrom(from).build());
    }

    /** @return the receipt */
    Signed submit(SiteRun.Answer.Submit answer, Submission content, @Nullable SecureInput input) {
        SubmitRequest.Builder request = SubmitRequest.newBuilder().setSubmission(answer.submission());
        if (input != null) {
            request.setInput(input);
        }
        ByteString inline = answer.inline();
        if (inline == null) {
            upload(content);
        } else {
            request.setInline(inline);
        }
        return ((SubmitReply) call(Method.SUBMIT, request.build())).getReceipt();
    }

    /** The receipt of an answer that was taken before; TOO_LATE where it never was. */
    Signed receipt(Signed submission) {
        SubmitRequest again =
                SubmitRequest.newBuilder().setSubmission(submission).build();
        return ((SubmitReply) call(Method.SUBMIT, again)).getReceipt();
    }

    /** What the step of a sum under masks came to, where it is closed. */
    SecureReply secure(SecureRequest request) {
        return (SecureReply) call(Method.SECURE, request);
    }

    private void upload(Submission content) {
        Sha256 digest = Digests.of(content.getDigest());
        try (Blob blob = blobs.find(digest)
                .orElseThrow(() -> new FederationException(
                        ErrorCode.STORAGE_CORRUPT, "the answer %s is missing; restore a backup".formatted(digest)))) {
            transport.upload(new BlobReference(digest, blob.length(), run, content.getRound()), new Stored(blob));
        }
    }

    void refuse(int round, ErrorCode code, String reason) {
        call(
                Method.REFUSE,
                RefuseRequest.newBuilder()
                        .setRun(run)
                        .setRound(round)
                        .setCode(code.name())
                        .setReason(reason)
                        .build());
    }

    /** The same where nothing depends on its being heard. */
    void tryToRefuse(int round, ErrorCode code, String reason) {
        try {
            refuse(round, code, reason);
        } catch (FederationException unheard) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "run {0}: the coordinator does not hear that round {1} is refused: {2} ({3})",
                    run,
                    round,
                    unheard.getMessage(),
                    unheard.code());
        }
    }

    /** Words of the transcript that do not stand in its lines: from the store, or fetched into it. */
    Words words(Sha256 digest, long length, Ring ring) {
        @Nullable Blob known = blobs.find(digest).orElse(null);
        if (known != null) {
            return new BlobWords(known, ring);
        }
        long bytes = length * ring.wordBytes();
        try (Staged staged = blobs.stage(run, digest, bytes)) {
            transport.download(new BlobReference(digest, bytes, run, 0), new Arriving(staged));
        }
        return new BlobWords(
                blobs.find(digest)
                        .orElseThrow(() -> new FederationException(
                                ErrorCode.UNKNOWN_BLOB, "the download of a sum came to nothing")),
                ring);
    }

    private Message call(Method method, Message request) {
        return transport.call(method, request);
    }

    private record Stored(Blob blob) implements BlobSource {
        @Override
        public long length() {
            return blob.length();
        }

        @Override
        public void read(long offset, byte[] into, int count) {
            blob.read(offset, into, count);
        }

        @Override
        public void close() {}
    }

    private record Arriving(Staged staged) implements BlobSink {
        @Override
        public long offset() {
            return staged.offset();
        }

        @Override
        public void append(byte[] bytes, int count) {
            staged.append(bytes, count);
        }

        @Override
        public void finish() {
            staged.finish().close();
        }

        @Override
        public void close() {}
    }
}

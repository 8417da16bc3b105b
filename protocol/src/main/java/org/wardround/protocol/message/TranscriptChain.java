package org.wardround.protocol.message;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.wardround.core.identity.Sha256;
import org.wardround.protocol.v1.Head;

/**
 * The hash chain of a run's transcript, an immutable value: {@code h₀ = SHA-256(label ‖ 0 ‖ e₀)}, {@code hₖ = SHA-256(hₖ₋₁ ‖ eₖ)}, where the
 * entries are the bytes as they were sent. An empty transcript has no hash.
 */
public final class TranscriptChain {
    private static final ByteString LABEL = ByteString.copyFrom("wardround/v1/transcript\0", StandardCharsets.US_ASCII);

    private final int length;
    private final ByteString before;

    private TranscriptChain(int length, ByteString before) {
        this.length = length;
        this.before = before;
    }

    /** A transcript without entries. */
    public static TranscriptChain empty() {
        return new TranscriptChain(0, LABEL);
    }

    /** The transcript of which only the head is known. */
    public static TranscriptChain at(Head head) {
        return head.getLength() == 0 ? empty() : new TranscriptChain(head.getLength(), head.getHash());
    }

    /** This transcript with one more line. */
    public TranscriptChain with(ByteString entry) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(before.asReadOnlyByteBuffer());
        digest.update(entry.asReadOnlyByteBuffer());
        return new TranscriptChain(length + 1, ByteString.copyFrom(digest.digest()));
    }

    /** Number of entries and hash of the last; 32 zero bytes where there is none. */
    public Head head() {
        ByteString hash = length == 0 ? ByteString.copyFrom(new byte[32]) : before;
        return Head.newBuilder().setLength(length).setHash(hash).build();
    }
}

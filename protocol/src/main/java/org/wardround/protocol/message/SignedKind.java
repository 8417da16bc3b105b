package org.wardround.protocol.message;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a signature is about. Each kind has a label of its own, so that no signature can be taken for one of another kind. */
public enum SignedKind {
    ENROLMENT("wardround/v1/enrolment"),
    JOINED("wardround/v1/joined"),
    SUBMISSION("wardround/v1/submission"),
    FIGURE("wardround/v1/figure"),
    RECEIPT("wardround/v1/receipt"),
    STUDY("wardround/v1/study"),
    ROSTER("wardround/v1/roster");

    private final String label;

    SignedKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** What Ed25519 signs: the label in ASCII, a zero byte, and {@code content} as it is sent. */
    public byte[] bytesToSign(ByteString content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(label.length() + 1 + content.size());
        bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        bytes.write(0);
        bytes.writeBytes(content.toByteArray());
        return bytes.toByteArray();
    }
}

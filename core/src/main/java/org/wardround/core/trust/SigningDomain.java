package org.wardround.core.trust;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a signature is for. What is signed is the domain's text, a zero byte and the message: since no text holds a zero, a signature made for one
 * purpose never fits another. Texts are never changed and never used again.
 */
public enum SigningDomain {
    /** The exact bytes of a roster's file. */
    ROSTER("wardround roster 1"),
    /** The manifest of a study and the files that it names. */
    STUDY("wardround study 1"),
    /** A coordinator's receipt, as the protocol's messages carry it: the label is the protocol's. */
    RECEIPT("wardround/v1/receipt"),
    /** Length and head of a site's audit log, with the time of the export. */
    AUDIT_HEAD("wardround audit head 1"),
    /** Shows that the two halves of a key belong together; leaves the program never. */
    KEY_CHECK("wardround key check 1");

    private final String text;

    SigningDomain(String text) {
        this.text = text;
    }

    /** The bytes that are signed in place of {@code message}. */
    byte[] separate(byte[] message) {
        byte[] prefix = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(prefix.length + 1 + message.length)
                .put(prefix)
                .put((byte) 0)
                .put(message)
                .array();
    }
}

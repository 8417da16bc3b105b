package org.wardround.core.trust;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a signature is for. What is signed is the domain's text, a zero byte and the message: since no text holds a zero, a signature made for one
 * purpose never fits another. Texts are never changed and never used again.
 */
public enum SigningDomain {
    /** The exact bytes of a roster's file. */
    ROSTER("wardround/v1/roster"),
    /** The manifest of a study and the files that it names. */
    STUDY("wardround/v1/study"),
    /** A site's request to be let in. */
    ENROLMENT("wardround/v1/enrolment"),
    /** A site's yes to a run. */
    JOINED("wardround/v1/joined"),
    /** What a site answers in a round. */
    SUBMISSION("wardround/v1/submission"),
    /** A number about one site that it publishes. */
    FIGURE("wardround/v1/figure"),
    /** The keys with which a site takes part in one secure sum. */
    SECURE_KEYS("wardround/v1/secure-keys"),
    /** The shares of its secrets that a site deals to the others in one secure sum. */
    SECURE_SHARES("wardround/v1/secure-shares"),
    /** The digest of a site's masked words in one secure sum. */
    SECURE_INPUT("wardround/v1/secure-input"),
    /** A site's word on whose masked words one secure sum holds. */
    SECURE_SURVIVORS("wardround/v1/secure-survivors"),
    /** The shares with which a site takes the masks off one secure sum. */
    SECURE_UNMASKING("wardround/v1/secure-unmasking"),
    /** The coordinator's word that an answer is stored. */
    RECEIPT("wardround/v1/receipt"),
    /** What people of a site decided about studies, signed by the site; never sent. */
    DECISION("wardround/v1/decision"),
    /** Length and head of a site's audit log, with the time of the export; for auditors. */
    AUDIT_HEAD("wardround/v1/audit-head"),
    /** Shows that the two halves of a key belong together; leaves the program never. */
    KEY_CHECK("wardround/v1/key-check");

    private final String text;

    SigningDomain(String text) {
        this.text = text;
    }

    /** What stands before the zero byte. */
    public String text() {
        return text;
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

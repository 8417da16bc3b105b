package org.wardround.site.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wardround.core.storage.Bytes;
import org.wardround.core.trust.Signature;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.site.audit.AuditField.Value;

/**
 * The last line of an exported log: how far the log went, signed by the site. What is signed is the same line without {@code signature}. Immutable.
 *
 * @param time of the export by the site's clock, in whole seconds
 * @param key of the site
 */
public record SignedHead(Instant time, AuditHead head, VerifyingKey key, Signature signature) {
    private static final int VERSION = 1;
    private static final String EXPORT = "export";
    private static final byte[] BEGIN = "{\"export\":".getBytes(StandardCharsets.US_ASCII);
    private static final int FIELDS = 6;

    static SignedHead sign(AuditHead head, Instant now, SigningKey key) {
        Instant time = now.truncatedTo(ChronoUnit.SECONDS);
        byte[] message = message(time, head, key.verifyingKey());
        return new SignedHead(time, head, key.verifyingKey(), key.sign(SigningDomain.AUDIT_HEAD, message));
    }

    /** Whether a line begins as a head does; no line of a log does. */
    static boolean isBegun(Bytes line) {
        byte[] bytes = line.toArray();
        return Arrays.equals(bytes, 0, Math.min(BEGIN.length, bytes.length), BEGIN, 0, BEGIN.length);
    }

    /** Reads a line; {@link org.wardround.core.error.FederationException} STORAGE_CORRUPT where it is no head in its only form. */
    static SignedHead read(Bytes line) {
        List<AuditField> fields = LineReader.read(line.toArray());
        if (fields.size() != FIELDS || !isHead(fields)) {
            throw LineReader.unreadable("it begins as the head of an export and is none that this version knows");
        }
        SignedHead head;
        try {
            head = new SignedHead(
                    AuditLine.time(text(fields, 1)),
                    new AuditHead(((Value.Whole) fields.get(2).value()).number(), AuditLine.hash(text(fields, 3))),
                    VerifyingKey.parse(text(fields, 4)),
                    Signature.parse(text(fields, FIELDS - 1)));
        } catch (IllegalArgumentException | ClassCastException e) {
            throw LineReader.unreadable(
                    "the head of the export has something else where key or signature should stand");
        }
        if (!head.bytes().equals(line)) {
            throw LineReader.unreadable("the head of the export is not written as heads are");
        }
        return head;
    }

    private static boolean isHead(List<AuditField> fields) {
        return fields.get(0).equals(AuditField.whole(EXPORT, VERSION));
    }

    private static String text(List<AuditField> fields, int place) {
        return fields.get(place).value().toString();
    }

    private static List<AuditField> fields(Instant time, AuditHead head, VerifyingKey key) {
        return List.of(
                AuditField.whole(EXPORT, VERSION),
                AuditField.text("time", time),
                AuditField.whole("length", head.length()),
                AuditField.text("head", head.hash()),
                AuditField.text("key", key));
    }

    private static byte[] message(Instant time, AuditHead head, VerifyingKey key) {
        return LineWriter.write(fields(time, head, key)).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the holder of {@link #key} signed it; whose key that is, a roster says. */
    public boolean isGenuine() {
        return key.verifies(SigningDomain.AUDIT_HEAD, message(time, head, key), signature);
    }

    /** The line as it stands in the file, without a line feed. */
    Bytes bytes() {
        List<AuditField> all = new ArrayList<>(fields(time, head, key));
        all.add(AuditField.text("signature", signature));
        return Bytes.of(LineWriter.write(all));
    }
}

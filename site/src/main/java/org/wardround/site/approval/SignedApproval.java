package org.wardround.site.approval;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.trust.Signature;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;

/** An event with the site's signature over its bytes. Immutable. */
public record SignedApproval(ApprovalEvent event, VerifyingKey key, Signature signature) {
    private static final String SIGNED = "signed ";

    public static SignedApproval sign(ApprovalEvent event, SigningKey key) {
        return new SignedApproval(event, key.verifyingKey(), key.sign(SigningDomain.DECISION, signedBytes(event)));
    }

    /** The bytes that are signed, in UTF-8. */
    public static byte[] signedBytes(ApprovalEvent event) {
        return ApprovalText.write(event).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the site whose key this is signed the event. */
    public boolean isSignedBy(VerifyingKey site) {
        return key.equals(site) && key.verifies(SigningDomain.DECISION, signedBytes(event), signature);
    }

    /** As a journal keeps it: the event's lines, then one with key and signature. */
    public Event toJournal() {
        String text = ApprovalText.write(event) + SIGNED + key + " " + signature + "\n";
        return new Event(event.type(), Bytes.of(text));
    }

    /**
     * Reads what {@link #toJournal} gives, to the last byte.
     *
     * @throws IllegalArgumentException where it is anything else, or of another type than its bytes say, or not signed by {@code site}
     */
    public static SignedApproval of(Event stored, VerifyingKey site) {
        byte[] bytes = stored.payload().toArray();
        String text = new String(bytes, StandardCharsets.UTF_8);
        int last = text.lastIndexOf("\n" + SIGNED) + 1;
        String[] parts = text.substring(last).strip().split(" ", -1);
        if (last == 0 || parts.length != 3) {
            throw new IllegalArgumentException("a decision ends with the site's signature");
        }
        SignedApproval read = new SignedApproval(
                ApprovalText.read(text.substring(0, last)), VerifyingKey.parse(parts[1]), Signature.parse(parts[2]));
        Event again = read.toJournal();
        if (!again.type().equals(stored.type())
                || !Arrays.equals(again.payload().toArray(), bytes)) {
            throw new IllegalArgumentException("this decision is not written as decisions are");
        }
        if (!read.isSignedBy(site)) {
            throw new IllegalArgumentException("this decision is not signed by this site's key");
        }
        return read;
    }
}

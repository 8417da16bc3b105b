package org.wardround.site.run;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.v1.Receipt;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Submission;

/** What this site answered and would carry on, by round; only what may still be needed. Not thread-safe. */
final class Answers {
    private static final int DIGEST_BYTES = 32;

    private final Map<Integer, Given> given = new TreeMap<>();
    private int latest;
    private @Nullable Signed unacknowledged;

    /**
     * @param submission signed by the site
     * @param words digest of the answer's words
     * @param small whether the words lie in the journal
     * @param carried null where nothing is
     */
    record Given(
            Signed submission,
            Sha256 words,
            boolean small,
            @Nullable Carried carried) {
        Given carrying(Carried next) {
            return new Given(submission, words, small, next);
        }
    }

    /** @param small whether it lies in the journal */
    record Carried(Sha256 digest, boolean small) {
        ByteString toBytes() {
            return Digests.toBytes(digest).concat(ByteString.copyFrom(new byte[] {(byte) (small ? 1 : 0)}));
        }

        static Carried of(ByteString bytes) {
            return new Carried(Digests.of(bytes.substring(0, DIGEST_BYTES)), bytes.byteAt(DIGEST_BYTES) == 1);
        }
    }

    /** As the journal has it. */
    void replay(Signed signed) {
        Submission sent = SiteRecord.parsed(Submission.parser(), signed.getContent());
        latest = sent.getRound();
        put(latest, new Given(signed, Digests.of(sent.getDigest()), sent.getLength() <= Contents.LARGE, null));
    }

    /** Its receipt, as the journal has it. */
    void replayReceipt() {
        unacknowledged = null;
    }

    /** What goes with the answer that was replayed last. */
    void replayCarried(Carried carried) {
        Given answer = given.get(latest);
        if (answer != null) {
            put(latest, answer.carrying(carried));
        }
    }

    void put(int round, Given answer) {
        given.put(round, answer);
        unacknowledged = answer.submission;
    }

    /** The last answer while it has no receipt, also when its round is over. */
    Optional<Signed> unacknowledged() {
        return Optional.ofNullable(unacknowledged);
    }

    /**
     * The coordinator has the last answer.
     *
     * @return whether that is news
     * @throws FederationException SIGNATURE_INVALID where the receipt is of another answer, ANSWER_FORGOTTEN where it is of this one as it was sent under an audit
     *     log that is not this one
     */
    boolean acknowledged(Receipt receipt) {
        if (unacknowledged == null) {
            return false;
        }
        Submission sent = SiteRecord.parsed(Submission.parser(), unacknowledged.getContent());
        if (!receipt.getSite().equals(sent.getSite())
                || !receipt.getRun().equals(sent.getRun())
                || receipt.getRound() != sent.getRound()
                || !receipt.getDigest().equals(sent.getDigest())) {
            throw new FederationException(
                    ErrorCode.SIGNATURE_INVALID,
                    "the receipt of round %d is of another answer".formatted(receipt.getRound()));
        }
        if (receipt.getLogLength() != sent.getLogLength()
                || !receipt.getLogHead().equals(sent.getLogHead())) {
            throw forgotten(receipt.getRound());
        }
        unacknowledged = null;
        return true;
    }

    /** The last answer has no receipt and gets none. */
    void neverAcknowledged() {
        unacknowledged = null;
    }

    /**
     * Holds a round that is over against this memory.
     *
     * @param counts whether this site's answer is in it
     * @throws FederationException ANSWER_FORGOTTEN where it counts an answer that is not remembered
     */
    void requireRemembered(int round, boolean counts) {
        if (counts && !given.containsKey(round)) {
            throw forgotten(round);
        }
    }

    private static FederationException forgotten(int round) {
        return new FederationException(
                ErrorCode.ANSWER_FORGOTTEN,
                ("the coordinator has an answer of this site to round %d that the site does not remember: its folder is from a backup older than that. "
                                + "The site leaves the run; cancel it and begin it anew")
                        .formatted(round));
    }

    @Nullable
    Given of(int round) {
        return given.get(round);
    }

    /**
     * Of a round that is over nothing is kept but what is carried on.
     *
     * @param old what was carried until now and is not any more
     * @param current what is carried now
     */
    void forget(int round, @Nullable Carried old, @Nullable Carried current, Contents contents) {
        Given given = of(round);
        if (given == null) {
            return;
        }
        contents.forget(given.words(), given.small());
        // What is carried may be the very same as before, and then it is one content.
        if (old != null && !old.equals(current)) {
            contents.forget(old.digest(), old.small());
        }
        if (given.carried() != null && !given.carried().equals(current)) {
            contents.forget(given.carried().digest(), given.carried().small());
        }
        forget(round);
    }

    void forget(int round) {
        given.remove(round);
    }
}

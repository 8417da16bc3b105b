package org.wardround.coordinator.run;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.storage.Blob;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.BlobWords;
import org.wardround.core.storage.Staged;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Words;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.update.PerSiteUpdate;
import org.wardround.core.vector.Vector;
import org.wardround.inference.program.Question;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.message.WordBytes;
import org.wardround.protocol.v1.Submission;

/** Where the words of answers and sums are: small ones in the journal, large ones in files. Thread-safe as its store. */
public final class AnswerStore {
    private final BlobStore blobs;
    /** How often each file is needed, by whatever run. */
    private final Map<Sha256, Integer> held = new HashMap<>();

    public AnswerStore(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * The words of an answer, held against the question.
     *
     * @throws FederationException WRONG_LENGTH, DIGEST_MISMATCH, UNKNOWN_BLOB or OUT_OF_BOUND
     */
    OpenRound.Answer accept(Question question, SiteId site, Submission answer, ByteString inline) {
        Ring ring = question.layout().ring();
        long bytes = question.layout().length() * ring.wordBytes();
        if (answer.getLength() != bytes) {
            throw new FederationException(
                    ErrorCode.WRONG_LENGTH,
                    "the question takes %d bytes, the answer has %d".formatted(bytes, answer.getLength()));
        }
        Sha256 digest = Digests.of(answer.getDigest());
        boolean attached = bytes <= Limits.INLINE_BYTES;
        Words words = attached ? inline(inline, bytes, digest, ring) : stored(digest, ring, ErrorCode.UNKNOWN_BLOB);
        if (question.plan().release() == ReleaseKind.PER_SITE_UPDATE
                && PerSiteUpdate.accept(site, question.layout(), words) instanceof PerSiteUpdate.Outcome.Refused no) {
            throw new FederationException(no.code(), no.reason());
        }
        return new OpenRound.Answer(digest, words, attached);
    }

    private static Words inline(ByteString inline, long bytes, Sha256 digest, Ring ring) {
        if (inline.size() != bytes) {
            throw new FederationException(
                    ErrorCode.WRONG_LENGTH, "%d bytes came and %d were announced".formatted(inline.size(), bytes));
        }
        byte[] content = inline.toByteArray();
        if (!Sha256.of(content).equals(digest)) {
            throw new FederationException(
                    ErrorCode.DIGEST_MISMATCH, "the bytes that came are not those that were announced");
        }
        return WordBytes.words(content, ring);
    }

    /** Words that are a file; {@code code} where they are not there. */
    Words stored(Sha256 digest, Ring ring, ErrorCode code) {
        Blob content = blobs.find(digest)
                .orElseThrow(() -> new FederationException(code, "the content %s is not here".formatted(digest)));
        hold(digest);
        return new BlobWords(content, ring);
    }

    /** The same outcome with words of its own: in memory where they are small, else in files that are durable. */
    RoundOutcome kept(RoundOutcome outcome) {
        List<Words> words = new ArrayList<>();
        for (Words each : outcome.words()) {
            words.add(each.bytes() <= Limits.INLINE_BYTES ? ArrayWords.copyOf(each) : written(each));
        }
        return new RoundOutcome(outcome.round(), outcome.answered(), outcome.lost(), outcome.failure(), words);
    }

    private Words written(Words words) {
        Ring ring = words.ring();
        try (Staged staged = blobs.create(words.bytes())) {
            long[] block = new long[(int) Math.min(Vector.BLOCK, words.length())];
            byte[] bytes = new byte[block.length * ring.wordBytes()];
            for (long offset = 0; offset < words.length(); offset += block.length) {
                int count = (int) Math.min(block.length, words.length() - offset);
                words.read(offset, block, count);
                ring.write(block, count, bytes);
                staged.append(bytes, count * ring.wordBytes());
            }
            Blob whole = staged.finish();
            hold(whole.digest());
            return new BlobWords(whole, ring);
        }
    }

    private synchronized void hold(Sha256 digest) {
        held.merge(digest, 1, Integer::sum);
    }

    /**
     * Lets go of the answers of a round that was told.
     *
     * @return files to {@link #release} once that is durable
     */
    List<Sha256> forget(OpenRound round, RunRecord record) {
        List<Sha256> files = new ArrayList<>();
        for (OpenRound.Answer answer : round.answers()) {
            if (answer.attached()) {
                record.drop(answer.digest());
            } else if (answer.words() instanceof BlobWords words) {
                words.close();
                files.add(answer.digest());
            }
        }
        return files;
    }

    /** Deletes files that nobody needs any more: an equal content may be another site's answer, or a sum. */
    synchronized void release(List<Sha256> files) {
        for (Sha256 digest : files) {
            if (held.merge(digest, -1, Integer::sum) <= 0) {
                held.remove(digest);
                blobs.delete(digest);
            }
        }
    }
}

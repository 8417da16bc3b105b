package org.wardround.protocol.message;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Words;
import org.wardround.protocol.v1.Lost;
import org.wardround.protocol.v1.RoundClosed;

/** What came of a round, as a line of the transcript tells it. */
public final class OutcomeCodec {
    private final List<SiteId> sites;

    /** @param sites of the run, in the order of the transcript's first line */
    public OutcomeCodec(SortedSet<SiteId> sites) {
        this.sites = List.copyOf(sites);
    }

    /** Words that are all small enough travel within the line. */
    public RoundClosed toMessage(RoundOutcome outcome, Sha256 question) {
        RoundClosed.Builder message = RoundClosed.newBuilder()
                .setRound(outcome.round())
                .setQuestion(Digests.toBytes(question))
                .setAnswered(bits(outcome.answered()));
        outcome.lost()
                .forEach((site, loss) -> message.addLost(Lost.newBuilder()
                        .setSite(site.name())
                        .setCode(loss.code().name())
                        .setReason(shortened(loss.reason(), Limits.LOST_CHARACTERS))));
        if (outcome.failure() != null) {
            message.setCode(outcome.failure().code().name())
                    .setReason(shortened(outcome.failure().reason(), Limits.REASON_CHARACTERS));
        }
        long bytes = outcome.words().stream().mapToLong(Words::bytes).sum();
        for (Words words : outcome.words()) {
            org.wardround.protocol.v1.Words.Builder entry = org.wardround.protocol.v1.Words.newBuilder()
                    .setDigest(Digests.toBytes(WordBytes.digest(words)))
                    .setLength(words.length());
            if (bytes <= Limits.INLINE_BYTES) {
                entry.setInline(ByteString.copyFrom(WordBytes.of(words)));
            }
            message.addWords(entry);
        }
        return message.build();
    }

    /**
     * Reads a line back.
     *
     * @param ring in which the question's answers were added
     * @param stored gives words that are not within the line, checked against their digest
     * @throws FederationException MALFORMED_MESSAGE where the line contradicts itself, DIGEST_MISMATCH where words are not those that it names
     */
    public RoundOutcome read(RoundClosed message, Ring ring, StoredWords stored) {
        SortedMap<SiteId, RoundOutcome.Loss> lost = new TreeMap<>();
        for (Lost loss : message.getLostList()) {
            SiteId site = new SiteId(loss.getSite());
            if (!sites.contains(site)) {
                throw malformed("names a site that has no part in the run");
            }
            lost.put(site, new RoundOutcome.Loss(code(loss.getCode()), loss.getReason()));
        }
        List<Words> words = new ArrayList<>();
        for (org.wardround.protocol.v1.Words entry : message.getWordsList()) {
            words.add(words(entry, ring, stored));
        }
        RoundOutcome.@Nullable Failure failure = message.getCode().isEmpty()
                ? null
                : new RoundOutcome.Failure(code(message.getCode()), message.getReason());
        try {
            return new RoundOutcome(message.getRound(), answered(message.getAnswered()), lost, failure, words);
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private static Words words(org.wardround.protocol.v1.Words entry, Ring ring, StoredWords stored) {
        Sha256 digest = Digests.of(entry.getDigest());
        Words words = entry.getInline().isEmpty()
                ? stored.of(digest, entry.getLength(), ring)
                : inline(entry.getInline().toByteArray(), ring);
        if (words.length() != entry.getLength() || !WordBytes.digest(words).equals(digest)) {
            throw new FederationException(
                    ErrorCode.DIGEST_MISMATCH, "the words of a round are not those that its line names");
        }
        return words;
    }

    private static Words inline(byte[] bytes, Ring ring) {
        if (bytes.length % ring.wordBytes() != 0) {
            throw malformed("has no whole words");
        }
        return WordBytes.words(bytes, ring);
    }

    private ByteString bits(SortedSet<SiteId> answered) {
        BitSet bits = new BitSet(sites.size());
        answered.forEach(site -> bits.set(sites.indexOf(site)));
        byte[] bytes = new byte[(sites.size() + 7) / 8];
        byte[] used = bits.toByteArray();
        System.arraycopy(used, 0, bytes, 0, used.length);
        return ByteString.copyFrom(bytes);
    }

    private SortedSet<SiteId> answered(ByteString bytes) {
        BitSet bits = BitSet.valueOf(bytes.toByteArray());
        if (bytes.size() != (sites.size() + 7) / 8 || bits.length() > sites.size()) {
            throw malformed("counts other sites than the run has");
        }
        SortedSet<SiteId> answered = new TreeSet<>();
        bits.stream().forEach(place -> answered.add(sites.get(place)));
        return answered;
    }

    // A later minor may know more codes: those count as a defect of the other side.
    private static ErrorCode code(String name) {
        try {
            return ErrorCode.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return ErrorCode.INTERNAL;
        }
    }

    private static String shortened(String text, int most) {
        String line = text.chars().anyMatch(Character::isISOControl) ? text.replaceAll("\\p{Cntrl}", " ") : text;
        return line.length() <= most ? line : line.substring(0, most - 1) + "…";
    }

    private static FederationException malformed(String what) {
        return new FederationException(ErrorCode.MALFORMED_MESSAGE, "the line of a round " + what);
    }
}

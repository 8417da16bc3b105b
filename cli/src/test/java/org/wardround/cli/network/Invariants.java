package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.sum.Ring;
import org.wardround.protocol.message.OutcomeCodec;
import org.wardround.protocol.message.StoredWords;
import org.wardround.protocol.v1.Entry;
import org.wardround.protocol.v1.Joined;
import org.wardround.protocol.v1.Receipt;
import org.wardround.protocol.v1.RoundClosed;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Submission;
import org.wardround.site.ledger.Charge;

/** What must hold whatever happens, held against all that anybody has heard. Sees what crosses the network, and nothing of what is inside. Not thread-safe. */
final class Invariants implements AutoCloseable {
    private final FaultStudy study;
    private final VirtualTime time;
    private final StoredWords stored;
    private final List<ByteString> heard = new ArrayList<>();
    private final Map<String, ByteString> digests = new HashMap<>();
    private final Map<String, Long> logs = new HashMap<>();
    private final List<Long> seen = new ArrayList<>();
    private final Map<Integer, SortedMap<SiteId, ByteString>> receipts = new TreeMap<>();
    private final Map<Integer, SortedSet<SiteId>> answered = new HashMap<>();
    private @Nullable OutcomeCodec codec;
    private @Nullable Replay replay;
    private boolean complete = true;
    private long shortest;
    private boolean ended;
    private String endCode = "";

    Invariants(FaultStudy study, VirtualTime time, StoredWords stored) {
        this.study = study;
        this.time = time;
        this.stored = stored;
    }

    /** A site hears lines of the transcript. */
    void transcript(int from, List<ByteString> lines) {
        assertThat(from).as("the place of the first line").isLessThanOrEqualTo(heard.size());
        for (int i = 0; i < lines.size(); i++) {
            if (from + i < heard.size()) {
                assertThat(lines.get(i))
                        .as("line %d, which was heard before", from + i)
                        .isEqualTo(heard.get(from + i));
            } else {
                heard.add(lines.get(i));
                line(lines.get(i));
            }
        }
    }

    /** The coordinator has these lines now; null while it is down. */
    void coordinatorHas(@Nullable List<ByteString> lines) {
        if (lines != null) {
            seen.subList(Math.min(seen.size(), lines.size()), seen.size()).clear();
            while (seen.size() < lines.size()) {
                seen.add(time.now());
            }
            assertThat(lines.size())
                    .as("lines that the coordinator has, of those heard")
                    .isGreaterThanOrEqualTo(heard.size());
            // Those before the last were compared when the last was heard: the chain is one.
            if (!heard.isEmpty()) {
                int last = heard.size() - 1;
                assertThat(lines.get(last)).as("the last line heard").isEqualTo(heard.get(last));
            }
        }
    }

    /** A site lets an answer go. */
    void submission(SiteId site, Signed signed) {
        Submission sent = parsed(Submission.parser(), signed.getContent());
        ByteString before = digests.putIfAbsent(site + "/" + sent.getRound(), sent.getDigest());
        assertThat(before == null || before.equals(sent.getDigest()))
                .as("site %s answers round %d by one digest for ever", site, sent.getRound())
                .isTrue();
    }

    /** A site's audit log is so long, after an answer or a start. */
    void log(SiteId site, long length, String when) {
        long before = logs.getOrDefault(site.name(), 0L);
        assertThat(length).as("length of the audit log of %s %s", site, when).isGreaterThanOrEqualTo(before);
        logs.put(site.name(), length);
    }

    /** A site hears a receipt. */
    void receipt(SiteId site, Signed signed) {
        Receipt receipt = parsed(Receipt.parser(), signed.getContent());
        assertThat(digests.get(site + "/" + receipt.getRound()))
                .as("the digest of the receipt of round %d for %s", receipt.getRound(), site)
                .isEqualTo(receipt.getDigest());
        receipts.computeIfAbsent(receipt.getRound(), none -> new TreeMap<>()).put(site, receipt.getDigest());
        if (answered.containsKey(receipt.getRound())) {
            requireCounted(receipt.getRound());
        }
    }

    private void line(ByteString bytes) {
        assertThat(ended).as("a line after the end").isFalse();
        Entry entry = parsed(Entry.parser(), bytes);
        switch (entry.getKindCase()) {
            case STARTED -> started(entry);
            case ROUND_CLOSED -> closed(entry.getRoundClosed());
            case ENDED -> {
                ended = true;
                endCode = entry.getEnded().getCode();
            }
            case KIND_NOT_SET -> throw new AssertionError("a line of no kind");
        }
    }

    private void started(Entry entry) {
        SortedSet<SiteId> sites = new TreeSet<>();
        for (Signed signed : entry.getStarted().getJoinedList()) {
            sites.add(new SiteId(parsed(Joined.parser(), signed.getContent()).getSite()));
        }
        complete = sites.equals(study.tables().keySet());
        codec = new OutcomeCodec(sites);
        replay = new Replay(study, sites);
    }

    private void closed(RoundClosed round) {
        RoundOutcome outcome = codec.read(round, Ring.BITS_64, stored);
        complete &= outcome.lost().isEmpty();
        answered.put(outcome.round(), outcome.answered());
        requireCounted(outcome.round());
        requireInTime(outcome);
        replay.close(outcome);
    }

    private void requireCounted(int round) {
        assertThat(answered.get(round))
                .as("round %d counts all to whom receipts were given", round)
                .containsAll(receipts.getOrDefault(round, new TreeMap<>()).keySet());
    }

    private void requireInTime(RoundOutcome outcome) {
        boolean byDeadline = outcome.lost().values().stream().anyMatch(loss -> loss.code() == ErrorCode.SITE_LOST);
        if (byDeadline) {
            assertThat(seen.get(heard.size() - 1) - seen.get(heard.size() - 2))
                    .as("milliseconds that round %d was open before its deadline closed it", outcome.round())
                    .isGreaterThanOrEqualTo(shortest);
        }
    }

    /** No deadline passes before a round was open for so long. */
    void roundsTake(long millis) {
        shortest = millis;
    }

    /** A site that has heard the end: whatever counts of it was acknowledged. */
    void over(SiteId site) {
        answered.forEach((round, sites) -> assertThat(
                        receipts.getOrDefault(round, new TreeMap<>()).containsKey(site))
                .as("site %s has a receipt of round %d, which counts its answer", site, round)
                .isEqualTo(sites.contains(site)));
    }

    /** The site's ledger at the end: whatever it let go is charged once, with the noise that it had. */
    void charged(SiteId site, List<Charge> charges) {
        assertThat(charges.stream().map(charge -> site + "/" + charge.round()))
                .as("what %s was charged with", site)
                .doesNotHaveDuplicates()
                .containsAll(digests.keySet().stream()
                        .filter(answer -> answer.startsWith(site + "/"))
                        .toList());
        assertThat(charges)
                .allSatisfy(charge ->
                        assertThat(charge.cost().text()).as("%s", charge).isEqualTo(study.cost(charge)));
    }

    /** At the end: the coordinator's model is that of the replay, and where nobody was lost that of the undisturbed run. */
    void end(@Nullable String hash, String undisturbed) {
        if (hash != null) {
            assertThat(hash).as("the model, beside the replay's").isEqualTo(replay.hash());
            if (complete && !study.isPrivate()) {
                assertThat(hash)
                        .as("the model, beside that of the undisturbed run")
                        .isEqualTo(undisturbed);
            }
        }
    }

    boolean isComplete() {
        return complete;
    }

    int lines() {
        return heard.size();
    }

    String endCode() {
        return endCode;
    }

    private static <M> M parsed(com.google.protobuf.Parser<M> parser, ByteString bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (replay != null) {
            replay.close();
        }
    }
}

package org.wardround.coordinator.run;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Words;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.message.WordBytes;
import org.wardround.protocol.v1.Entry;
import org.wardround.protocol.v1.Joined;
import org.wardround.protocol.v1.Lost;
import org.wardround.protocol.v1.Receipt;
import org.wardround.protocol.v1.RunOffered;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.TaskOffered;

/** Brings a run back from its stream: each event does in memory what it did when it was written. One use each. */
final class RunReplay {
    private final RunDefinition definition;
    private final RunRecord record;
    private final AnswerStore store;
    private final Lobby lobby;
    private final Course course;
    private final Receipts receipts;
    private final List<StoredEvent> ofOpenRound = new ArrayList<>();
    private boolean paused;

    RunReplay(
            RunDefinition definition,
            RunRecord record,
            AnswerStore store,
            Lobby lobby,
            Course course,
            Receipts receipts) {
        this.definition = definition;
        this.record = record;
        this.store = store;
        this.lobby = lobby;
        this.course = course;
        this.receipts = receipts;
    }

    /** Whether the run is paused. Where the journal can't be read to its end, the program's thread ends with the attempt. */
    boolean run() {
        boolean back = false;
        try {
            record.replay(this::apply);
            ofOpenRound.forEach(this::answer);
            back = true;
            return paused;
        } finally {
            course.clock().now();
            if (!back) {
                course.close();
            }
        }
    }

    private void apply(StoredEvent event) {
        course.clock().then(event.at());
        switch (RunRecord.type(event)) {
            case RunCreated -> requireSameRun(RunRecord.read(RunOffered.parser(), event));
            case SiteJoined -> {
                Signed signed = RunRecord.read(Signed.parser(), event);
                Joined joined = RunRecord.parsed(Joined.parser(), signed.getContent());
                lobby.join(new SiteId(joined.getSite()), signed);
            }
            case SiteDeclined -> {
                Lost lost = RunRecord.read(Lost.parser(), event);
                lobby.decline(new SiteId(lost.getSite()), Losses.of(lost));
            }
            case EntryWritten ->
                told(
                        RunRecord.read(Entry.parser(), event),
                        ByteString.copyFrom(event.event().payload().toArray()));
            case RoundPlanned -> requireSameQuestion(RunRecord.read(TaskOffered.parser(), event));
            // The words of rounds that are closed are not kept: only the open round's are read, at the end.
            case AnswerAccepted, AnswerRefused, SecureSent, StepClosed -> ofOpenRound.add(event);
            case ReceiptGiven -> {
                Signed receipt = RunRecord.read(Signed.parser(), event);
                Receipt content = RunRecord.parsed(Receipt.parser(), receipt.getContent());
                receipts.put(new SiteId(content.getSite()), receipt);
            }
            case Paused -> paused = true;
            case Resumed -> paused = false;
        }
    }

    private void requireSameRun(RunOffered created) {
        if (!created.toBuilder()
                .clearJoinMillis()
                .build()
                .equals(definition.offer().toBuilder().clearJoinMillis().build())) {
            throw new FederationException(
                    ErrorCode.STORAGE_CORRUPT,
                    "the journal has another run of the name '%s'".formatted(definition.run()));
        }
    }

    private void requireSameQuestion(TaskOffered planned) {
        OpenRound round = course.round();
        if (round == null
                || round.number() != planned.getRound()
                || !Digests.toBytes(round.digest()).equals(planned.getQuestion())) {
            throw new FederationException(
                    ErrorCode.STORAGE_CORRUPT,
                    "round %d of run '%s' was planned by another version of the software; finish the run with that one"
                            .formatted(planned.getRound(), definition.run()));
        }
    }

    private void answer(StoredEvent event) {
        OpenRound round = course.round();
        if (round == null) {
            return;
        }
        switch (RunRecord.type(event)) {
            case AnswerRefused -> {
                Lost lost = RunRecord.read(Lost.parser(), event);
                round.refused(new SiteId(lost.getSite()), Losses.of(lost));
            }
            case SecureSent ->
                Objects.requireNonNull(round.secure()).add(RunRecord.read(SecureRequest.parser(), event));
            case StepClosed -> round.closeStep();
            default -> accepted(round, event);
        }
    }

    private void accepted(OpenRound round, StoredEvent event) {
        Submission answer = submission(event);
        Sha256 digest = Digests.of(answer.getDigest());
        Ring ring = round.question().layout().ring();
        boolean attached = answer.getLength() <= Limits.INLINE_BYTES;
        Words words = attached
                ? WordBytes.words(record.attachment(digest).toArray(), ring)
                : store.stored(digest, ring, ErrorCode.STORAGE_CORRUPT);
        round.answered(new SiteId(answer.getSite()), new OpenRound.Answer(digest, words, attached));
    }

    private void told(Entry entry, ByteString line) {
        course.tell(line);
        switch (entry.getKindCase()) {
            case STARTED -> course.begin(lobby);
            case ROUND_CLOSED -> {
                SortedMap<SiteId, Sha256> sent = sent();
                ofOpenRound.clear();
                OpenRound round = Objects.requireNonNull(course.round(), "a round is over that was never asked");
                RoundOutcome outcome = course.codec()
                        .read(
                                entry.getRoundClosed(),
                                round.question().layout().ring(),
                                (digest, length, ring) -> store.stored(digest, ring, ErrorCode.STORAGE_CORRUPT));
                course.goOn(outcome, entry.getRoundClosed(), sent);
            }
            case ENDED -> ended(entry);
            case KIND_NOT_SET ->
                throw new FederationException(
                        ErrorCode.STORAGE_CORRUPT,
                        "a line of the run's transcript is of no known kind; restore a backup");
        }
    }

    /** Digests of the answers to the round that was open. */
    private SortedMap<SiteId, Sha256> sent() {
        SortedMap<SiteId, Sha256> sent = new TreeMap<>();
        for (StoredEvent event : ofOpenRound) {
            if (RunRecord.type(event) == RunRecord.Type.AnswerAccepted) {
                Submission answer = submission(event);
                sent.put(new SiteId(answer.getSite()), Digests.of(answer.getDigest()));
            }
        }
        return sent;
    }

    private static Submission submission(StoredEvent event) {
        Signed signed = RunRecord.read(Signed.parser(), event);
        return RunRecord.parsed(Submission.parser(), signed.getContent());
    }

    private void ended(Entry entry) {
        // A program that came to its end by itself has said so already.
        if (course.end() == null) {
            course.end(new RunEnd(
                    ErrorCode.valueOf(entry.getEnded().getCode()),
                    entry.getEnded().getReason(),
                    null));
        }
    }
}

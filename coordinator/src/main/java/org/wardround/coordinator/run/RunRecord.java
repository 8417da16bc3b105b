package org.wardround.coordinator.run;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;

/**
 * The stream of one run. What happens is collected, then written all at once by {@link #write}. Payloads are messages of the protocol as they came or went. Not
 * thread-safe.
 */
final class RunRecord {
    /** What happens in a run; the names are those in the journal and never change. */
    enum Type {
        /** RunOffered. */
        RunCreated,
        /** Signed, content Joined. */
        SiteJoined,
        /** Lost. */
        SiteDeclined,
        /** TaskOffered. */
        RoundPlanned,
        /** Signed, content Submission; its words are attached or stored. */
        AnswerAccepted,
        /** Signed, content Receipt, of the answer before. */
        ReceiptGiven,
        /** Lost. */
        AnswerRefused,
        /** SecureRequest: what a site sent in the step that is closed next. */
        SecureSent,
        /** Nothing: the open step of the sum under masks was closed with those that were heard. */
        StepClosed,
        /** Entry, a line of the transcript. */
        EntryWritten,
        /** The name of who asked, as text; may be empty. */
        Paused,
        /** Likewise. */
        Resumed
    }

    private static final System.Logger LOG = System.getLogger(RunRecord.class.getName());

    private final Journal journal;
    private final String run;
    private final List<Event> events = new ArrayList<>();
    private final List<Bytes> attachments = new ArrayList<>();
    private final List<Sha256> dropped = new ArrayList<>();
    private StreamHead head;

    RunRecord(Journal journal, String run) {
        this.journal = journal;
        this.run = run;
        this.head = journal.head(stream(run));
    }

    static StreamName stream(String run) {
        return new StreamName("run/" + run);
    }

    /** Into the log, for who looks at where a process stood. */
    void step(String what, int round) {
        LOG.log(System.Logger.Level.DEBUG, "run {0}: {1} round {2}", run, what, round);
    }

    boolean isEmpty() {
        return head.length() == 0;
    }

    void add(Type type, ByteString payload) {
        events.add(new Event(type.name(), Bytes.copyOf(payload.toByteArray())));
    }

    void attach(byte[] content) {
        attachments.add(Bytes.copyOf(content));
    }

    void drop(Sha256 attachment) {
        dropped.add(attachment);
    }

    Bytes attachment(Sha256 digest) {
        return journal.attachment(head.stream(), digest)
                .orElseThrow(() -> new FederationException(
                        ErrorCode.STORAGE_CORRUPT,
                        "the answer %s of %s is missing in the journal; restore a backup"
                                .formatted(digest, head.stream())));
    }

    /** Durable on return. */
    void write() {
        if (events.isEmpty()) {
            return;
        }
        head = journal.append(Batch.of(new Append(head.stream(), head.length(), events, attachments, dropped)))
                .get(0);
        LOG.log(System.Logger.Level.DEBUG, "run {0}: written up to {1}", run, head.length());
        events.clear();
        attachments.clear();
        dropped.clear();
    }

    void replay(Consumer<StoredEvent> reader) {
        journal.replay(head.stream(), 0, reader);
    }

    static Type type(StoredEvent event) {
        try {
            return Type.valueOf(event.event().type());
        } catch (IllegalArgumentException e) {
            throw new FederationException(
                    ErrorCode.STORAGE_CORRUPT,
                    "event %d of %s is of the kind '%s', which this version does not know; use the version that wrote it"
                            .formatted(
                                    event.sequence(),
                                    event.stream(),
                                    event.event().type()));
        }
    }

    static <M extends MessageLite> M read(Parser<M> parser, StoredEvent event) {
        return parsed(parser, ByteString.copyFrom(event.event().payload().toArray()));
    }

    /** A message inside an event that has been written by this software. */
    static <M extends MessageLite> M parsed(Parser<M> parser, ByteString bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new FederationException(
                    ErrorCode.STORAGE_CORRUPT, "an event of a run can't be read; restore a backup", e);
        }
    }
}

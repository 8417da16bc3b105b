package org.wardround.site.run;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
import org.wardround.site.audit.AuditEvent;
import org.wardround.site.audit.AuditHead;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.audit.Pending;

/** The stream of one run at the site, and the lines that the audit log has of it. What happens is collected, then written all at once by {@link #write}. Not thread-safe. */
final class SiteRecord {
    /** What happens; the names are those in the journal and never change. */
    enum Type {
        /** RunOffered: the offer to which the site says yes, always first. */
        RunOffered,
        /** How this site gives the counts of its patients in this run, as {@link CountModeText}; always second. */
        CountsGiven,
        /** Signed, content Joined. */
        YesSaid,
        /** Entry, a line of the transcript as it came. */
        LineTold,
        /** Marks of the vector that the next answer holds, one a line; where sums are taken under masks. */
        VectorMarked,
        /** Signed, content Submission; its words are attached or stored. */
        Answered,
        /** Digest of the cohort that all answers are about, with the first of them. */
        CohortKept,
        /** Digest of what is carried on from the answer before. */
        Carried,
        /** Digest of the seed from which this site's secrets of a sum under masks come. */
        SecureBegun,
        /** Digest of a SecureReply: what the open step of the sum under masks came to. */
        SecureTold,
        /** Lost: this site's no to a question. */
        Refused,
        /** Signed, content Receipt. */
        ReceiptKept,
        /** Digest that binds this site's own report, which is kept. */
        ReportKept,
        /** Lost: why the site has left the run. */
        Left
    }

    private static final System.Logger LOG = System.getLogger(SiteRecord.class.getName());

    private final Journal journal;
    private final AuditLog audit;
    private final String run;
    private final List<AuditEvent> lines = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Bytes> attachments = new ArrayList<>();
    private final List<Sha256> dropped = new ArrayList<>();
    private StreamHead head;

    SiteRecord(Journal journal, AuditLog audit, String run) {
        this.journal = journal;
        this.audit = audit;
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

    void add(Type type, ByteString payload) {
        events.add(new Event(type.name(), Bytes.copyOf(payload.toByteArray())));
    }

    void attach(byte[] content) {
        attachments.add(Bytes.copyOf(content));
    }

    void drop(Sha256 attachment) {
        dropped.add(attachment);
    }

    /** A line for the audit log: both or neither. */
    void log(AuditEvent line) {
        lines.add(line);
    }

    Optional<Bytes> find(Sha256 digest) {
        return journal.attachment(head.stream(), digest);
    }

    Bytes attachment(Sha256 digest) {
        return find(digest)
                .orElseThrow(() -> new FederationException(
                        ErrorCode.STORAGE_CORRUPT,
                        "the answer %s of %s is missing in the journal; restore a backup"
                                .formatted(digest, head.stream())));
    }

    boolean isWritten() {
        return events.isEmpty();
    }

    /** How much is collected, to go {@link #back} to. */
    record Place(int lines, int events, int attachments) {}

    Place place() {
        return new Place(lines.size(), events.size(), attachments.size());
    }

    /** Forgets what was collected since. */
    void back(Place place) {
        lines.subList(place.lines, lines.size()).clear();
        events.subList(place.events, events.size()).clear();
        attachments.subList(place.attachments, attachments.size()).clear();
    }

    /** Durable on return. */
    void write() {
        write((Append) null);
    }

    /** Durable on return, together with {@code beside}. */
    void write(@Nullable Append beside) {
        write(log -> {}, beside == null ? List.of() : List.of(beside));
    }

    /** The same, with what {@code last} adds when it is known how far the audit log will go. */
    void write(Consumer<AuditHead> last, List<Append> beside) {
        List<Append> others = new ArrayList<>(beside);
        if (lines.isEmpty()) {
            append(others);
            return;
        }
        try (Pending pending = audit.prepare(lines.toArray(new AuditEvent[0]))) {
            last.accept(pending.head());
            others.add(pending.append());
            append(others);
            pending.committed();
        }
        lines.clear();
    }

    private void append(List<Append> others) {
        if (events.isEmpty() && others.isEmpty()) {
            return;
        }
        List<Append> all = new ArrayList<>();
        all.add(new Append(head.stream(), head.length(), events, attachments, dropped));
        all.addAll(others);
        head = journal.append(new Batch(all)).get(0);
        LOG.log(System.Logger.Level.DEBUG, "run {0}: written up to {1}", run, head.length());
        events.clear();
        attachments.clear();
        dropped.clear();
    }

    void replay(Consumer<StoredEvent> reader) {
        journal.replay(head.stream(), 0, reader);
    }

    /** @throws IllegalStateException where no line was told */
    RunTimes times() {
        List<Instant> told = new ArrayList<>();
        replay(event -> {
            if (type(event) == Type.LineTold) {
                told.add(event.at());
            }
        });
        if (told.isEmpty()) {
            throw new IllegalStateException("no line of %s was told".formatted(head.stream()));
        }
        return new RunTimes(told.get(0), told.get(told.size() - 1));
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

    static ByteString payload(StoredEvent event) {
        return ByteString.copyFrom(event.event().payload().toArray());
    }

    /** A message that has been checked or written by this software before. */
    static <M extends MessageLite> M parsed(Parser<M> parser, ByteString bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new FederationException(
                    ErrorCode.STORAGE_CORRUPT, "an event of a run can't be read; restore a backup", e);
        }
    }
}

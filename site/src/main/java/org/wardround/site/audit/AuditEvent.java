package org.wardround.site.audit;

import static org.wardround.site.audit.AuditField.names;
import static org.wardround.site.audit.AuditField.text;
import static org.wardround.site.audit.AuditField.whole;

import com.google.protobuf.ByteString;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;
import org.wardround.privacy.release.Protection;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.v1.Head;

/**
 * Something that the hospital's log tells. No event holds a value of a patient, nor a count of patients; reasons are cut to one line of 500 characters.
 * Constructors throw IllegalArgumentException where a name, number or label breaks its rule. All are immutable.
 *
 * <p>Runs are named by the protocol's rule, rounds count from 1, times are cut to whole seconds.
 */
public sealed interface AuditEvent
        permits AuditEvent.Released,
                AuditEvent.FigureReleased,
                AuditEvent.Refused,
                AuditEvent.CallRefused,
                AuditEvent.Joined,
                AuditEvent.RunEnded,
                AuditEvent.ReceiptKept,
                AuditEvent.ReportKept,
                AuditEvent.TranscriptForked,
                AuditEvent.Started,
                AuditEvent.Stopped,
                Decision {
    /** What stands under {@code event} in the line. */
    String word();

    /** The event's own fields, in the order in which they are written. */
    List<AuditField> fields();

    /**
     * An answer left the hospital, or is about to: the line is durable before the first byte goes.
     *
     * @param protection what hides it: {@code PLAIN} hides nothing
     * @param words how many 64-bit words
     * @param digest SHA-256 of the words as they travel
     * @param question digest of the question that it answers
     * @param peers the sites that were asked with this one
     */
    record Released(
            String run,
            int round,
            Sha256 study,
            TaskKind task,
            ReleaseKind release,
            Protection protection,
            long words,
            Sha256 digest,
            Sha256 question,
            SortedSet<SiteId> peers)
            implements AuditEvent {
        static final String WORD = "released";

        public Released {
            EventRules.run(run);
            EventRules.counted("a round", round);
            EventRules.length("the number of words", words);
            peers = Collections.unmodifiableSortedSet(new TreeSet<>(peers));
        }

        @Override
        public String word() {
            return WORD;
        }

        @Override
        public List<AuditField> fields() {
            return List.of(
                    text("run", run),
                    whole("round", round),
                    text("study", study),
                    text("task", small(task)),
                    text("release", release.jsonName()),
                    text("protection", small(protection)),
                    whole("words", words),
                    text("digest", digest),
                    text("question", question),
                    names("peers", peers));
        }

        private static String small(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A published number about this site left it, or is about to.
     *
     * @param figure which, as the task named it
     * @param bytes length of its JSON
     * @param digest SHA-256 of its JSON
     */
    record FigureReleased(String run, int round, Sha256 study, String figure, long bytes, Sha256 digest)
            implements AuditEvent {
        static final String WORD = "figureReleased";

        public FigureReleased {
            EventRules.run(run);
            EventRules.counted("a round", round);
            figure = EventRules.label("a figure's name", figure);
            EventRules.length("the number of bytes", bytes);
        }

        @Override
        public String word() {
            return WORD;
        }

        @Override
        public List<AuditField> fields() {
            return List.of(
                    text("run", run),
                    whole("round", round),
                    text("study", study),
                    text("figure", figure),
                    whole("bytes", bytes),
                    text("digest", digest));
        }
    }

    /** The site was asked and did not answer. */
    record Refused(String run, int round, ErrorCode code, String reason) implements AuditEvent {
        static final String WORD = "refused";

        public Refused {
            EventRules.run(run);
            EventRules.counted("a round", round);
            reason = EventRules.reason(reason);
        }

        @Override
        public String word() {
            return WORD;
        }

        @Override
        public List<AuditField> fields() {
            return List.of(text("run", run), whole("round", round), text("code", code), text("reason", reason));
        }
    }

    /**
     * Something was sent to the site, by the coordinator or anybody, and not accepted.
     *
     * @param what what it was and who sent it, such as {@code the coordinator's TaskOffered}
     */
    record CallRefused(String what, ErrorCode code, String reason) implements AuditEvent {
        /** What a run is that was declined before the site joined it. */
        public static String run(String name) {
            return "run " + name;
        }

        public CallRefused {
            what = EventRules.label("what was refused", what);
            reason = EventRules.reason(reason);
        }

        @Override
        public String word() {
            return "callRefused";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(text("what", what), text("code", code), text("reason", reason));
        }
    }

    /**
     * The site joined a run.
     *
     * @param peers all sites that were invited to it
     */
    record Joined(String run, Sha256 study, Sha256 roster, SortedSet<SiteId> peers) implements AuditEvent {
        public Joined {
            EventRules.run(run);
            peers = Collections.unmodifiableSortedSet(new TreeSet<>(peers));
        }

        @Override
        public String word() {
            return "joined";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(text("run", run), text("study", study), text("roster", roster), names("peers", peers));
        }
    }

    /**
     * A run is over for this site.
     *
     * @param code why; null where it went to its end, which is written as an empty text
     */
    record RunEnded(String run, @Nullable ErrorCode code) implements AuditEvent {
        public RunEnded {
            EventRules.run(run);
        }

        @Override
        public String word() {
            return "runEnded";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(text("run", run), text("code", code == null ? "" : code));
        }
    }

    /**
     * The coordinator acknowledged an answer, and with it the log up to the line about that answer.
     *
     * @param receipt the bytes of the signed receipt, as they came
     */
    record ReceiptKept(String run, int round, Sha256 digest, Bytes receipt) implements AuditEvent {
        static final String WORD = "receiptKept";
        static final String RECEIPT = "receipt";

        public ReceiptKept {
            EventRules.run(run);
            EventRules.counted("a round", round);
        }

        /** The line for a receipt; IllegalArgumentException where the bytes hold none. Whether it is genuine is not asked. */
        public static ReceiptKept of(Bytes signed) {
            SignedReceipt receipt = SignedReceipt.read(signed)
                    .orElseThrow(() -> new IllegalArgumentException("the bytes are no signed receipt"));
            return new ReceiptKept(receipt.run(), receipt.round(), receipt.digest(), signed);
        }

        @Override
        public String word() {
            return WORD;
        }

        @Override
        public List<AuditField> fields() {
            return List.of(
                    text("run", run),
                    whole("round", round),
                    text("digest", digest),
                    text(RECEIPT, Base64.getEncoder().encodeToString(receipt.toArray())));
        }
    }

    /**
     * The hospital's own report of a run is in its folder.
     *
     * @param digest SHA-256 of the last line of the report's {@code audit.jsonl}, which binds the files
     */
    record ReportKept(String run, Sha256 study, Sha256 digest) implements AuditEvent {
        public ReportKept {
            EventRules.run(run);
        }

        @Override
        public String word() {
            return "reportKept";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(text("run", run), text("study", study), text("digest", digest));
        }
    }

    /**
     * The coordinator told a run's history in two ways.
     *
     * @param kept where the site's transcript stood
     * @param told what was said instead
     */
    record TranscriptForked(String run, Place kept, Place told) implements AuditEvent {
        public TranscriptForked {
            EventRules.run(run);
        }

        /**
         * The head of a transcript.
         *
         * @param lines how many it has
         * @param hash of its chain
         */
        public record Place(int lines, Sha256 hash) {
            public Place {
                EventRules.length("the length of a transcript", lines);
            }

            /** As the protocol's messages have it. */
            public static Place of(Head head) {
                ByteString hash = head.getHash();
                return new Place(head.getLength(), Digests.of(hash));
            }
        }

        @Override
        public String word() {
            return "transcriptForked";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(
                    text("run", run),
                    whole("keptLines", kept.lines()),
                    text("keptHash", kept.hash()),
                    whole("toldLines", told.lines()),
                    text("toldHash", told.hash()));
        }
    }

    /**
     * The agent began its work.
     *
     * @param version of the software
     */
    record Started(String version) implements AuditEvent {
        public Started {
            version = EventRules.label("a version", version);
        }

        @Override
        public String word() {
            return "started";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(text("version", version));
        }
    }

    /**
     * The agent ended its work in good order; after a power failure there is no such line.
     *
     * @param version of the software
     */
    record Stopped(String version) implements AuditEvent {
        public Stopped {
            version = EventRules.label("a version", version);
        }

        @Override
        public String word() {
            return "stopped";
        }

        @Override
        public List<AuditField> fields() {
            return List.of(text("version", version));
        }
    }
}
